import AmparoCore
import AmparoWire

/// What a turn's events tell terminals and channels. Composed before the commit, so that the look
/// at a case which a page makes is on record before the card leaves.
extension Desk {
  /// Takes the number of one event that is sent at once. What this turn has brought about before
  /// has lower numbers, so it goes out first: a terminal that was told of a number has been told of
  /// all before it, and asks for no more than what came after.
  func takeStreamNumber() -> Int64 {
    publish()
    return takeStreamNumbers(1)
  }

  /// How long after the start a queue page waits for its officer's terminal to come back.
  static let terminalGrace = TimeSpan.seconds(5)

  func publish() {
    let items = published
    published.removeAll(keepingCapacity: true)
    for item in items {
      for event in item.recorded.streamEvents { publish(event, item) }
      dispatchPages(item)
      for page in item.withdrawn where page.channel != Contact.queueChannel { withdraw(page) }
      // Notices are never withdrawn, but of a closed alert's nothing more is asked either.
      if !item.alert.state.isOpen { workers.forget(item.alert.pages) }
    }
  }

  private func publish(_ event: StreamEvent, _ item: Published) {
    switch event.kind {
    case .page(let order, _, _):
      let terminals = subscriptions.terminals(of: order.officer)
      guard !terminals.isEmpty else { return missTerminal(order.id) }
      recordCard(of: item.alert, to: order.officer, page: order.id, on: terminals)
      sendPage(event, of: item.alert, to: terminals)
    case .standDown, .alert, .repeatCall:
      send(line(for: event, alert: item.alert), to: subscriptions.audience(of: event.told))
    }
  }

  func send(_ line: [UInt8], to connections: [ConnectionID]) {
    send(Subscriptions.Held(line: line), to: connections)
  }

  /// Sends a page, which does not wait long for the replay of what a terminal has missed.
  func sendPage(_ event: StreamEvent, of alert: Alert, to connections: [ConnectionID]) {
    let isHeld = connections.contains { subscriptions.terminals[$0]?.held != nil }
    let unnumbered = isHeld ? line(for: event, alert: alert, isNumbered: false) : nil
    send(
      Subscriptions.Held(
        line: line(for: event, alert: alert), unnumbered: unnumbered, page: event),
      to: connections)
  }

  private func send(_ line: Subscriptions.Held, to connections: [ConnectionID]) {
    for connection in connections {
      for now in subscriptions.hold(line, for: connection) {
        effects.append(.event(connection, now))
      }
    }
  }

  /// Looks after replays that take long or could not be read; called once a turn.
  func tendReplays() {
    for (connection, lines) in subscriptions.takeLate(at: now.line) {
      for line in lines { effects.append(.event(connection, line)) }
    }
    let due = failedReplays.filter { $0.at <= now.line }
    failedReplays.removeAll { $0.at <= now.line }
    for replay in due where subscriptions.terminals[replay.seat.connection] != nil {
      effects.append(.work(replay.seat, replay.work))
    }
  }

  /// How soon a replay that could not be read is tried again.
  static let replayAgain = TimeSpan.seconds(1)

  /// A replay that could not be read.
  struct FailedReplay {
    var seat: Seat
    var work: Work
    /// On the line's clock.
    var at: Int64
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

  /// How many pages one turn fails, so that a raise never waits for thousands: after a start with
  /// as many open alerts, none of whose terminals has come back.
  package static let failuresPerTurn = 128

  /// Fails the queue pages that found no terminal, in turns of their own.
  func failUndelivered() {
    if !awaitingTerminal.isEmpty,
      now.line >= startedAt.line + Self.terminalGrace.milliseconds
    {
      undelivered += awaitingTerminal
      awaitingTerminal = []
    }
    let failing = undelivered.prefix(Self.failuresPerTurn)
    undelivered.removeFirst(failing.count)
    for page in failing {
      guard let id = state.alert(page: page), let alert = state.alert(id),
        let found = alert.page(page), found.state == .owed, let why = whyUndelivered(found, alert)
      else { continue }
      decide(.pageResult(page, .failed, detail: why), actor: Self.daemonActor)
    }
  }

  /// Nil where a terminal has come meanwhile.
  private func whyUndelivered(_ page: Page, _ alert: Alert) -> String? {
    if context.isExcluded(page.officer, from: alert) { return "excluded from the case since" }
    guard page.channel == Contact.queueChannel else {
      return "no channel \(page.channel) is configured"
    }
    return subscriptions.hasTerminal(page.officer) ? nil : "no terminal connected"
  }

  /// How the ledger names the daemon itself.
  package static let daemonActor = "amparo"
}
