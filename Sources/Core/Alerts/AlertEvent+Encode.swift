/// How an event stands in the ledger: plain facts in the body, a person's words, numbers and places
/// in the personal part. The change procedure stands with ``LedgerEntry``.
extension AlertEvent {
  /// Writes the members of the body into an object the caller has begun.
  package func writeBody(to out: inout JSONWriter) {
    switch self {
    case .raised(let raised): raised.writeBody(to: &out)
    case .callRepeated(let call): call.writeBody(to: &out)
    case .callUpdated(let update): out.member("event", update.change.rawValue)
    case .stepStarted(let start): start.writeBody(to: &out)
    case .stepEmpty(let step, let round, let passedOver):
      out.member("step", Int64(step))
      out.member("round", Int64(round))
      out.passedOver(passedOver)
    case .roundPaused(let within): out.member("within", within.description)
    case .notified(let pages): out.pages(pages)
    case .pageEnded(let page, let state, _):
      out.member("page", page.rawValue)
      out.member("result", state.rawValue)
    case .acknowledged(let officer, let via, let within):
      out.member("officer", officer.rawValue)
      out.member("via", via.rawValue)
      out.member("within", within.description)
    case .supported(let officer, let via), .declined(let officer, let via, _):
      out.member("officer", officer.rawValue)
      out.member("via", via.rawValue)
    case .progressed(let officer, let status, let within, let endsPaging):
      out.member("officer", officer.rawValue)
      out.member("status", status.rawValue)
      out.member("within", within.description)
      if endsPaging { out.member("ends_paging", true) }
    case .checkInAsked(let officer, let within, let pages):
      out.member("officer", officer.rawValue)
      out.member("within", within.description)
      out.pages(pages)
    case .checkedIn(let officer, let within):
      out.member("officer", officer.rawValue)
      out.member("within", within.description)
    case .responderSilent(let officer, let wait):
      out.member("officer", officer.rawValue)
      out.member("wait", wait.rawValue)
    case .released(let officer, _): out.member("officer", officer.rawValue)
    case .transferred(let from, let to):
      out.member("from", ifPresent: from?.rawValue)
      out.member("to", to.rawValue)
    case .resolved(let officer, let closing):
      out.member("officer", ifPresent: officer?.rawValue)
      out.member("outcome", closing.outcome.rawValue)
      out.member("complaint", ifPresent: closing.complaint?.rawValue)
      if !closing.referrals.isEmpty {
        out.strings("referrals", closing.referrals.map(\.rawValue))
      }
    case .cancelled, .noted: return
    case .lateFact(let officer, let fact, _):
      out.member("officer", officer.rawValue)
      out.member("fact", fact)
    }
  }

  /// The personal part, nil where the event has none.
  package var personal: [UInt8]? {
    switch self {
    case .raised(let raised): return raised.call.personal()
    case .callRepeated(let call): return call.call.personal(pages: call.pages)
    case .callUpdated(let update):
      return CallFacts(note: update.note, location: update.location).personal()
    case .pageEnded(_, _, let detail), .lateFact(_, _, let detail):
      return Self.personal("detail", detail)
    case .declined(_, _, let reason), .released(_, let reason), .cancelled(let reason):
      return Self.personal("reason", reason)
    case .resolved(_, let closing): return Self.personal("note", closing.note)
    case .noted(let text): return Self.personal("text", text)
    case .stepStarted(let start): return Self.addresses(of: start.pages)
    case .notified(let pages), .checkInAsked(_, _, let pages): return Self.addresses(of: pages)
    case .stepEmpty, .roundPaused, .acknowledged, .supported, .progressed, .checkedIn,
      .responderSilent, .transferred:
      return nil
    }
  }

  /// The officers' numbers, in the order of the pages in the body.
  private static func addresses(of pages: [PageOrder]) -> [UInt8]? {
    guard pages.contains(where: { $0.address != nil }) else { return nil }
    var out = JSONWriter()
    out.beginObject()
    out.addresses(pages)
    out.endObject()
    return out.bytes
  }

  private static func personal(_ name: StaticString, _ value: String?) -> [UInt8]? {
    guard let value else { return nil }
    var out = JSONWriter(reserving: value.utf8.count + 32)
    out.beginObject()
    out.member(name, value)
    out.endObject()
    return out.bytes
  }
}

extension Raised {
  fileprivate func writeBody(to out: inout JSONWriter) {
    out.member("request_id", requestID)
    out.member("code", code)
    out.member("source", source.rawValue)
    out.member("caller_role", callerRole.rawValue)
    out.member("presentation", ifPresent: presentation?.rawValue)
    if isSilent { out.member("silent", true) }
    if isDrill { out.member("drill", true) }
    out.strings("cases", cases.map(\.rawValue))
    out.member("risk", risk.rawValue)
    if isAggressorLine { out.member("aggressor_line", true) }
    if isStaleNumber { out.member("stale_number", true) }
    out.member("policy", policy)
    if !warnings.isEmpty { out.strings("warnings", warnings) }
  }
}

extension CallRepeated {
  fileprivate func writeBody(to out: inout JSONWriter) {
    out.member("request_id", requestID)
    out.member("source", source.rawValue)
    out.member("caller_role", callerRole.rawValue)
    if isSilent { out.member("silent", true) }
    if isAggressorLine { out.member("aggressor_line", true) }
    if !warnings.isEmpty { out.strings("warnings", warnings) }
    out.pages(pages)
  }
}

extension StepStarted {
  fileprivate func writeBody(to out: inout JSONWriter) {
    out.member("step", Int64(step))
    out.member("round", Int64(round))
    out.member("cause", cause.rawValue)
    out.member("within", within.description)
    out.pages(pages)
    out.passedOver(passedOver)
  }
}

extension CallFacts {
  /// The whole as a JSON object, nil when there is nothing in it.
  fileprivate func personal(pages: [PageOrder] = []) -> [UInt8]? {
    guard self != CallFacts() || !pages.isEmpty else { return nil }
    var out = JSONWriter()
    out.beginObject()
    out.member("number", ifPresent: number?.e164)
    out.member("caller", ifPresent: callerAsWritten)
    out.member("called", ifPresent: called)
    out.member("note", ifPresent: note)
    if let location { out.member("location", location.json) }
    out.member("call_started", ifPresent: callStarted)
    out.member("unreadable", ifPresent: unreadable)
    if !pages.isEmpty { out.addresses(pages) }
    out.endObject()
    return out.bytes
  }
}

extension Location {
  /// As the wire has it: `lat`, `lon`, `accuracy_m`.
  package var json: JSONValue {
    var members = [
      JSONMember("lat", .double(latitude)), JSONMember("lon", .double(longitude)),
    ]
    if let accuracyMetres { members.append(JSONMember("accuracy_m", .double(accuracyMetres))) }
    return .object(members)
  }
}

extension JSONWriter {
  /// A member that is a list of strings.
  package mutating func strings(_ name: StaticString, _ values: [String]) {
    self.name(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  fileprivate mutating func pages(_ orders: [PageOrder]) {
    guard !orders.isEmpty else { return }
    name("pages")
    beginArray()
    for order in orders {
      beginObject()
      member("page", order.id.rawValue)
      member("officer", order.officer.rawValue)
      member("channel", order.channel)
      order.why.write(to: &self)
      endObject()
    }
    endArray()
  }

  fileprivate mutating func addresses(_ pages: [PageOrder]) {
    name("addresses")
    beginArray()
    for page in pages {
      if let address = page.address { string(address) } else { null() }
    }
    endArray()
  }

  fileprivate mutating func passedOver(_ passed: [PassedOver]) {
    guard !passed.isEmpty else { return }
    name("passed_over")
    beginArray()
    for item in passed {
      beginObject()
      member("officer", ifPresent: item.officer?.rawValue)
      member("target", item.target)
      member("cause", item.cause.rawValue)
      endObject()
    }
    endArray()
  }
}

extension Why {
  fileprivate func write(to out: inout JSONWriter) {
    out.member("target", target)
    switch ground {
    case .target: break
    case .layer(let name):
      out.member("ground", "layer")
      out.member("layer", name)
    case .override: out.member("ground", "override")
    case .lastResort: out.member("ground", "last_resort")
    case .transfer: out.member("ground", "transfer")
    case .responder: out.member("ground", "responder")
    }
    out.member("in_spite_of", ifPresent: inSpiteOf?.rawValue)
  }
}
