import AmparoCore
import AmparoWire

/// How events look on the wire.
extension Desk {
  func line(for event: StreamEvent, alert: Alert, isNumbered: Bool = true) -> [UInt8] {
    EventLine.line(event.kind.name, seq: isNumbered ? event.seq : nil, at: event.at) { out in
      out.member("alert", event.alert.rawValue)
      switch event.kind {
      case .page(let order, let kind, let ackWithin):
        out.member("page", order.id.rawValue)
        out.member("officer", order.officer.rawValue)
        out.member("kind", kind.rawValue)
        out.member("reason", Texts(language).reason(order.why, kind: kind))
        if let ackWithin {
          out.member("ack_by", timestamp: event.at + ackWithin.milliseconds)
        }
        writePaged(alert, for: kind == .notice ? nil : order.officer, to: &out)
      case .standDown: event.standing.write(to: &out)
      case .alert:
        event.standing.write(to: &out)
        if alert.raised.isDrill { out.member("drill", true) }
      case .repeatCall(let call):
        event.standing.write(to: &out)
        out.member("code", alert.raised.code)
        out.member("source", call.source.rawValue)
        if call.isSilent { out.member("silent", true) }
        if call.isAggressorLine { out.member("aggressor_line", true) }
      }
    }
  }

  /// What an officer who is asked to act needs to know: the call and the card.
  func writePaged(_ alert: Alert, for officer: OfficerID?, to out: inout JSONWriter) {
    out.member("code", alert.raised.code)
    out.member("priority", Int64(alert.priority))
    out.member("step", Int64(alert.step))
    out.member("round", Int64(alert.round))
    if alert.raised.isDrill { out.member("drill", true) }
    out.name("call")
    writeCall(alert, to: &out)
    writeCards(of: alert, for: officer, to: &out)
  }

  func writeCall(_ alert: Alert, to out: inout JSONWriter) {
    let raised = alert.raised
    out.beginObject()
    out.member("source", raised.source.rawValue)
    out.member("caller_role", raised.callerRole.rawValue)
    out.member("number", raised.call.number.map { .string($0.e164) } ?? .null)
    out.member("presentation", ifPresent: raised.presentation?.rawValue)
    if raised.isSilent { out.member("silent", true) }
    if raised.isAggressorLine { out.member("aggressor_line", true) }
    if raised.isStaleNumber { out.member("stale_number", true) }
    out.member("note", ifPresent: raised.call.note)
    out.member("called", ifPresent: raised.call.called)
    out.member("call_started", ifPresent: lateStart(of: alert))
    if let location = alert.location { out.member("location", location.json) }
    out.member("further_calls", Int64(alert.furtherCalls))
    out.endObject()
  }

  /// When a call came that was raised later than that, since the gateway could not tell the daemon;
  /// nil for any other, whose own time says it.
  private func lateStart(of alert: Alert) -> String? {
    guard let text = alert.raised.call.callStarted, let started = Timestamp.parse(text),
      alert.raisedAt.wall - started > Self.promptRaise.milliseconds
    else { return nil }
    return text
  }

  /// A call raised within so long of its start was raised at once.
  private static let promptRaise = TimeSpan.seconds(5)

  /// `card` is the case the alert follows, null for an unknown caller; further cases that the
  /// number may belong to stand in `other_cards`. The safe words are only for an officer whom the
  /// alert asks to act.
  func writeCards(of alert: Alert, for officer: OfficerID?, to out: inout JSONWriter) {
    let isAsked = officer.map(alert.asks) ?? false
    let cards = alert.raised.cases.compactMap { context.directory.cases[$0] }.map {
      Card.json(for: $0, view(of: $0, hasSafeWords: isAsked))
    }
    out.member("card", cards.first ?? .null)
    if cards.count > 1 { out.member("other_cards", .array(Array(cards.dropFirst()))) }
  }

  /// Sent to every terminal at this interval, so that a dead connection shows on both sides.
  package static let heartbeatEvery = TimeSpan.seconds(15)

  package func beat() {
    let line = EventLine.heartbeat(at: now.wall)
    let listening = workers.all.union(subscriptions.all)
    for connection in listening { effects.append(.event(connection, line)) }
  }
}

extension StreamEvent.Kind {
  var name: EventKind {
    switch self {
    case .page: .page
    case .standDown: .standDown
    case .alert: .alert
    case .repeatCall: .repeatCall
    }
  }
}
