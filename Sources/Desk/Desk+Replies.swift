import AmparoCore
import AmparoWire

/// Replies, written after the commit, when it is known whether they are durable.
extension Desk {
  func write(_ reply: PendingReply, _ isDurable: Bool) -> [UInt8] {
    switch reply.content {
    case .error(let error): write(error, to: reply.id)
    case .raise(let id, let isDuplicate, let isRepeat, let warnings):
      Reply.success(to: reply.id) { out in
        guard let alert = state.alert(id) else { return }
        if reply.isForRinging { gatewayRings.told(id) }
        write(alert, isDuplicate, isRepeat, warnings, isDurable, &out)
      }
    case .standing(let id):
      Reply.success(to: reply.id) { out in
        out.member("alert", id.rawValue)
        if let alert = state.alert(id) { Standing(alert).write(to: &out) }
        out.member("durable", isDurable)
      }
    case .waited(let id):
      Reply.success(to: reply.id) { out in
        out.member("alert", id.rawValue)
        guard let alert = state.alert(id) else { return }
        Standing(alert).write(to: &out)
        if reply.isForRinging { gatewayRings.told(id) }
        writeRing(alert, &out)
      }
    case .message(let outcome, let alert, let isDuplicate):
      Reply.success(to: reply.id) { out in
        out.member("outcome", outcome)
        if let alert { out.member("alert", alert.rawValue) }
        out.member("durable", isDurable)
        out.member("duplicate", isDuplicate)
      }
    case .members(let value):
      Reply.success(to: reply.id) { out in
        for member in value.members ?? [] {
          out.name(dynamic: member.name)
          out.value(member.value)
        }
        if reply.tellsDurable { out.member("durable", isDurable) }
      }
    case .written(let members):
      Reply.success(to: reply.id) { out in out.members(of: members.json) }
    }
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
  /// not declined it, or the one who holds the alert.
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

  /// The newest page that a gateway is to ring, 0 for none.
  func newestRing(_ alert: Alert) -> Int64 { ring(alert).compactMap(\.2?.rawValue).max() ?? 0 }

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
          !alert.hasDeclined(page.officer), let address = page.address
        else { return nil }
        return (page.officer, number(address), page.id)
      }
    }
  }

  private func numbers(of officer: Officer) -> [String] {
    officer.contacts.filter { $0.channel == Contact.callChannel }.compactMap(\.address).map(number)
  }

  func number(_ address: String) -> String {
    PhoneNumber(address, countryCode: context.settings.countryCode)?.e164 ?? address
  }

  private func write(_ error: RequestError, to id: RequestID) -> [UInt8] {
    Reply.failure(
      to: id, error.code, error.message, field: error.field,
      detail: { out in
        if !error.faults.isEmpty { out.member("faults", error.faults.json) }
      },
      beside: { out in
        guard let alert = error.alert.flatMap(state.alert) else { return }
        out.member("alert", alert.id.rawValue)
        Standing(alert).write(to: &out)
      })
  }
}

extension [Fault] {
  package var json: JSONValue {
    .array(map { ["path": .string($0.path), "message": .string($0.message)] })
  }
}
