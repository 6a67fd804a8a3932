import AmparoCore
import AmparoWire

/// Replies, written after the commit, when it is known whether they are durable.
extension Desk {
  func write(_ reply: PendingReply, _ isDurable: Bool) -> [UInt8] {
    if case .error(let error) = reply.content { return write(error, id: reply.id) }
    var out = JSONWriter(reserving: 512)
    out.beginObject()
    out.member("ok", true)
    if let id = reply.id { out.member("id", id) }
    switch reply.content {
    case .error: break
    case .raise(let alert, let isDuplicate, let isRepeat, let warnings):
      if let alert = state.alert(alert) {
        write(alert, isDuplicate, isRepeat, warnings, isDurable, &out)
      }
    case .standing(let alert):
      out.member("alert", alert.rawValue)
      if let alert = state.alert(alert) { Standing(alert).write(to: &out) }
      out.member("durable", isDurable)
    case .waited(let alert):
      out.member("alert", alert.rawValue)
      if let alert = state.alert(alert) {
        Standing(alert).write(to: &out)
        writeRing(alert, &out)
      }
    case .members(let value):
      for member in value.members ?? [] {
        out.name(dynamic: member.name)
        out.value(member.value)
      }
    }
    out.endObject()
    out.newline()
    return out.bytes
  }

  private func write(
    _ alert: Alert, _ isDuplicate: Bool, _ isRepeat: Bool, _ warnings: [String],
    _ isDurable: Bool, _ out: inout JSONWriter
  ) {
    out.member("alert", alert.id.rawValue)
    Standing(alert).write(to: &out)
    out.member("durable", isDurable)
    out.member("duplicate", isDuplicate)
    out.member("repeat", isRepeat)
    out.member("known", alert.isKnown)
    writeRing(alert, &out)
    out.member("code", alert.raised.code)
    out.strings("warnings", warnings)
    if alert.raised.isDrill { out.member("drill", true) }
  }

  /// Whom the gateway should ring now: the officers of the present step who have a number and have
  /// not declined, or the one who holds the alert.
  private func writeRing(_ alert: Alert, _ out: inout JSONWriter) {
    out.name("ring")
    out.beginArray()
    for (officer, number, page) in ring(alert) {
      out.beginObject()
      out.member("officer", officer.rawValue)
      out.member("number", number)
      if let page { out.member("page", page.rawValue) }
      out.endObject()
    }
    out.endArray()
    let left = alert.deadline.map { TimeSpan(milliseconds: max(0, $0.at - now.line)) }
    switch alert.state {
    case .paging: out.member("ring_for", (left ?? .seconds(0)).description)
    case .acknowledged, .enRoute, .onScene:
      out.member("ring_for", Escalation.responderRing.description)
    case .resolved, .cancelled: out.member("ring_for", TimeSpan.seconds(0).description)
    }
  }

  private func ring(_ alert: Alert) -> [(OfficerID, String, PageID?)] {
    switch alert.state {
    case .resolved, .cancelled: return []
    case .acknowledged, .enRoute, .onScene:
      guard let responder = alert.responder.flatMap(context.officer) else { return [] }
      return numbers(of: responder).map { (responder.id, $0, nil) }
    case .paging:
      return alert.pages.compactMap { page in
        guard page.kind == .emergency, page.channel == Contact.callChannel,
          page.step == alert.step, page.round == alert.round, page.state != .stoodDown,
          !alert.declined.contains(page.officer), let address = page.address
        else { return nil }
        return (page.officer, number(address), page.id)
      }
    }
  }

  private func numbers(of officer: Officer) -> [String] {
    officer.contacts.filter { $0.channel == Contact.callChannel }.compactMap(\.address).map(number)
  }

  private func number(_ address: String) -> String {
    PhoneNumber(address, countryCode: context.settings.countryCode)?.e164 ?? address
  }

  private func write(_ error: RequestError, id: JSONValue?) -> [UInt8] {
    var out = JSONWriter(reserving: 256)
    out.beginObject()
    out.member("ok", false)
    if let id { out.member("id", id) }
    out.name("error")
    out.beginObject()
    out.member("code", error.code.rawValue)
    out.member("message", error.message)
    out.member("field", ifPresent: error.field)
    if !error.faults.isEmpty { out.member("faults", error.faults.json) }
    out.endObject()
    if let alert = error.alert.flatMap(state.alert) {
      out.member("alert", alert.id.rawValue)
      Standing(alert).write(to: &out)
    }
    out.endObject()
    out.newline()
    return out.bytes
  }

  /// A reply made at the edge, for what never reached the desk: a line too long, a full house.
  package static func edgeReply(_ code: WireError, _ message: String) -> [UInt8] {
    var out = JSONWriter(reserving: 128)
    out.beginObject()
    out.member("ok", false)
    out.name("error")
    out.beginObject()
    out.member("code", code.rawValue)
    out.member("message", message)
    out.endObject()
    out.endObject()
    out.newline()
    return out.bytes
  }
}

extension [Fault] {
  package var json: JSONValue {
    .array(map { ["path": .string($0.path), "message": .string($0.message)] })
  }
}
