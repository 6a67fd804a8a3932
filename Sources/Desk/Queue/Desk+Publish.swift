import AmparoCore
import AmparoWire

/// What a turn's events tell terminals and channels. Composed before the commit, so that the look
/// at a case which a page makes is on record before the card leaves.
extension Desk {
  /// How long after the start a queue page waits for its officer's terminal to come back.
  static let terminalGrace = TimeSpan.seconds(5)

  func publish() {
    for item in published {
      for event in item.recorded.streamEvents { publish(event, item) }
      dispatchPages(item)
      for page in item.withdrawn where page.channel != Contact.queueChannel {
        effects.append(.withdraw(page.id, channel: page.channel))
      }
    }
  }

  private func publish(_ event: StreamEvent, _ item: Published) {
    switch event.kind {
    case .page(let order, _, _):
      let terminals = subscriptions.terminals(of: order.officer)
      guard !terminals.isEmpty else { return missTerminal(order.id) }
      recordCard(of: item.alert, to: order.officer, page: order.id)
      send(line(for: event, alert: item.alert), to: terminals)
    case .standDown:
      let others = item.alert.paged.filter { $0 != item.alert.responder }
      send(line(for: event, alert: item.alert), to: subscriptions.audience(of: others))
    case .alert, .repeatCall:
      let audience = subscriptions.audience(of: item.alert.involved)
      send(line(for: event, alert: item.alert), to: audience)
    }
  }

  func send(_ line: [UInt8], to connections: [ConnectionID]) {
    for connection in connections where !subscriptions.hold(line, for: connection) {
      effects.append(.event(connection, line))
    }
  }

  /// No terminal of the officer is connected: the page has failed, unless the daemon has only just
  /// started and the terminals are still on their way back.
  private func missTerminal(_ page: PageID) {
    if now.line < startedAt.line + Self.terminalGrace.milliseconds {
      awaitingTerminal.append(page)
    } else {
      undelivered.append(page)
    }
  }

  /// Fails the queue pages that found no terminal, in a turn of its own.
  package func failUndelivered() {
    if !awaitingTerminal.isEmpty,
      now.line >= startedAt.line + Self.terminalGrace.milliseconds
    {
      undelivered += awaitingTerminal
      awaitingTerminal = []
    }
    let failing = undelivered
    undelivered = []
    for page in failing {
      guard let id = state.alert(page: page), let found = state.alert(id)?.page(page),
        found.state == .owed, !subscriptions.hasTerminal(found.officer)
      else { continue }
      decide(
        .pageResult(page, .failed, detail: "no terminal connected"), actor: Self.daemonActor)
    }
  }

  /// How the ledger names the daemon itself.
  package static let daemonActor = "amparo"

  func recordCard(of alert: Alert, to officer: OfficerID, page: PageID) {
    for id in alert.raised.cases {
      recordAccess(
        "card_paged", of: id, alert: alert.id, actor: officer.rawValue,
        facts: .object([JSONMember("page", .int(page.rawValue))]))
    }
  }

  private func dispatchPages(_ item: Published) {
    switch item.recorded.event {
    case .stepStarted(let start): dispatch(start.pages, .emergency, item.alert)
    case .notified(let pages): dispatch(pages, .notice, item.alert)
    case .checkInAsked(_, _, let pages): dispatch(pages, .checkIn, item.alert)
    case .callRepeated(let call): dispatch(call.pages, .repeatCall, item.alert)
    case .raised, .callUpdated, .stepEmpty, .roundPaused, .pageEnded, .acknowledged, .supported,
      .declined, .progressed, .checkedIn, .responderSilent, .released, .transferred, .resolved,
      .cancelled, .noted, .lateFact:
      return
    }
  }

  private func dispatch(_ orders: [PageOrder], _ kind: PageKind, _ alert: Alert) {
    for order in orders where order.channel != Contact.queueChannel {
      dispatch(order, kind, alert)
    }
  }

  /// Hands a page to its channel. A telephone page with no channel of its own is left to the
  /// gateway that holds the victim's call and rings the officers itself.
  func dispatch(_ order: PageOrder, _ kind: PageKind, _ alert: Alert) {
    guard context.settings.channels.contains(order.channel) else {
      let isGateways = order.channel == Contact.callChannel && alert.raised.source == .phone
      if !isGateways || kind != .emergency { undelivered.append(order.id) }
      return
    }
    let ackBy = kind == .notice ? nil : alert.deadline.map(wall)
    let text = Texts(language).message(
      alert: alert, kind: kind, until: ackBy.map { context.directory.rota.zone.local(of: $0) })
    effects.append(
      .send(
        PageTask(
          page: order.id, alert: alert.id, officer: order.officer, channel: order.channel,
          address: order.address, kind: kind, code: alert.raised.code,
          priority: alert.priority, ackBy: ackBy, isDrill: alert.raised.isDrill, text: text)))
  }

  /// A channel's word on a page it was given.
  package func report(_ report: PageReport) {
    decide(
      .pageResult(report.page, report.state, detail: report.detail), actor: Self.daemonActor)
  }
}
