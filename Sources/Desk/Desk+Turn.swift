import AmparoCore
import AmparoWire

/// How a turn is decided, recorded, committed and let out.
extension Desk {
  /// Decides one input, records and applies its events, and returns the decision.
  @discardableResult
  func decide(_ input: Input, actor: String) -> Decision {
    var decision = Decide(state: state, context: context, now: now)(input)
    if let last = decision.last, secure(last) {
      decision = Decide(state: state, context: context, now: now)(input)
    }
    guard let alert = decision.alert else { return decision }
    for event in decision.events { record(event, of: alert, actor: actor) }
    noteReach(decision.events, of: alert)
    return decision
  }

  func record(_ event: AlertEvent, of id: AlertID, actor: String) {
    let before = AlertBefore(state.alert(id), event)
    let changed = state.apply(event, to: id, at: now)
    guard let alert = state.alert(id) else { return }
    let recorded = Recorded(
      alert: id, event: event, at: now.wall, actor: actor, standing: Standing(alert),
      stream: firstStreamNumber(of: event))
    turn.entries.append(recorded.entry)
    if case .raised(let raised) = event { accept(raised.requestID, id) }
    if case .callRepeated(let call) = event { accept(call.requestID, id) }
    touch(id)
    keep(changed, of: id)
    if case .raised(let raised) = event, !raised.isDrill { planAfter(id, of: raised.cases) }
    publish(recorded, alert, withdrawn: withdrawn(changed, before))
    if case .pageEnded(let page, let state, _) = event, state.isFailure { workers.forget(page) }
    if case .callUpdated(let update) = event, update.change.endsCall { endRing(of: id) }
    if !alert.state.isOpen { _ = gatewayRings.end(id) }
    counters.count(event, before: before, after: alert, now: now, startedAt: startedAt)
  }

  /// Keeps what the outside is told at the end of the turn, if it is told anything.
  private func publish(_ recorded: Recorded, _ alert: Alert, withdrawn: [Page]) {
    let isTold = recorded.stream != nil || !recorded.event.orders.isEmpty || !withdrawn.isEmpty
    if isTold {
      published.append(Published(recorded: recorded, alert: alert, withdrawn: withdrawn))
    }
  }

  private func accept(_ requestID: String, _ alert: AlertID) {
    turn.requests.append(RequestRow(requestID: requestID, alert: alert))
  }

  private func firstStreamNumber(of event: AlertEvent) -> Int64? {
    let count = StreamEvent.count(of: event)
    return count > 0 ? takeStreamNumbers(count) : nil
  }

  /// Takes so many numbers of the stream; returns the first.
  func takeStreamNumbers(_ count: Int64) -> Int64 {
    _ = secure(LastNumbers(stream: state.lastStream + count))
    let first = state.lastStream + 1
    state.lastStream += count
    return first
  }

  private func touch(_ id: AlertID) {
    if isTouched.insert(id).inserted { touched.append(id) }
  }

  private func keep(_ pages: [Page], of alert: AlertID) {
    for page in pages {
      turn.pages.append(
        PageRow(
          id: page.id, alert: alert, officer: page.officer, channel: page.channel,
          step: page.step, round: page.round, issuedAt: page.issuedAt,
          state: page.state.rawValue))
    }
  }

  /// A telephone that was picked up rings no more; whoever speaks there is not cut off.
  private func withdrawn(_ pages: [Page], _ before: AlertBefore) -> [Page] {
    pages.filter { page in
      guard page.state == .stoodDown || page.state == .superseded else { return false }
      let wasAnswered = before.answered.contains(page.id)
      if wasAnswered { workers.forget(page.id) }
      return !wasAnswered
    }
  }

  /// A change that somebody made to what the unit keeps, with who and why.
  func recordChange(_ kind: String, actor: String, facts: JSONValue, reason: String? = nil) {
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: kind, actor: actor, body: JSONWriter.encode(facts),
        personal: Self.said(reason)))
  }

  /// Commits the turn and returns what may now go out, replies first. Where the commit fails,
  /// everything goes out all the same, marked as not durable.
  package func end() -> [Effect] {
    for id in touched { if let alert = state.alert(id) { turn.alerts.append(row(of: alert)) } }
    publish()
    turn.last = LastNumbers(
      alert: state.lastAlert, page: state.lastPage, stream: state.lastStream)
    let committing = turn
    turn = Turn()
    commit(committing)
    answerWaiters()
    let isDurable = backlog.isEmpty
    if !isDurable { withholdUnstored() }
    var out = replies.map { Effect.reply($0.seat, write($0, isDurable)) }
    out += effects
    evictClosed()
    forgetPastAlerts()
    replies.removeAll(keepingCapacity: true)
    effects.removeAll(keepingCapacity: true)
    touched.removeAll(keepingCapacity: true)
    isTouched.removeAll(keepingCapacity: true)
    return out
  }

  /// Whether something is to be decided at once in a further turn: what this one brought about.
  package var hasMore: Bool {
    !turn.isEmpty || !undelivered.isEmpty || !effects.isEmpty || isBulkReady
  }

  private func commit(_ turn: Turn) {
    guard !turn.isEmpty else { return }
    guard backlog.isEmpty else { return backlog.append(turn) }
    do {
      try journal.commit(turn)
      counters.commits += 1
    } catch {
      counters.commitFailures += 1
      backlog.append(turn)
      raiseStorageAlarm(error)
    }
  }

  func raiseStorageAlarm(_ failure: JournalFailure) {
    log(
      .alarm, .storage, "storage failed, officers are paged all the same: \(failure.message)")
    set("storage", .critical, failure.message)
    if failure.isDiskFull { effects.append(.makeRoom) }
  }

  /// Whether storage failed, and is to be tried again by ``settle()``.
  package var isToSettle: Bool { isOwing || hasLookupFailed }

  /// Tries to store what is owed, and whether storage can be read; called at intervals while
  /// ``isToSettle``.
  package func settle() {
    guard isOwing else {
      if hasLookupFailed { lookUpAgain() }
      return
    }
    do {
      try journal.settle(backlog.turns)
      let owed = backlog
      backlog.clear()
      leaptTo = nil
      log(.notice, .storage, "storage is back; \(owed.rows) rows that were owed are stored")
      set("storage", .ok, "all is stored")
      if owed.dropped > 0 { storeUnkept(owed) }
    } catch {
      set("storage", .critical, error.message)
      if error.isDiskFull { effects.append(.makeRoom) }
    }
  }

  /// Has this turn store how the alerts stand of which rows of the ledger found no room: a start
  /// restores them from that.
  private func storeUnkept(_ owed: Backlog) {
    for id in owed.unkept.sorted() {
      guard let alert = state.alert(id) else { continue }
      touch(id)
      keep(alert.pages, of: id)
      for request in [alert.raised.requestID] + alert.joinedRequests { accept(request, id) }
    }
    set(
      "ledger", .critical,
      "\(owed.dropped) rows found no room while storage failed, and are lost; the alerts are not")
  }

  /// Has this turn's commit write that the line is alive, so that there is one: a store that hangs
  /// then shows on a quiet line, too. One that already owes is tried by ``settle()``.
  package func proveAlive() {
    guard !isOwing else { return }
    turn.aliveAt = now.wall
  }

  /// Whether something that was answered is not on the disk yet.
  package var isOwing: Bool { !backlog.isEmpty }

  private func row(of alert: Alert) -> AlertRow {
    AlertRow(
      id: alert.id, state: alert.state.rawValue, isOpen: alert.state.isOpen,
      isDrill: alert.raised.isDrill, raisedAt: alert.raisedAt.wall,
      closedAt: alert.closedAt?.wall, deadline: alert.deadline.map(wall), step: alert.step,
      round: alert.round, responder: alert.responder, cases: alert.raised.cases,
      source: alert.raised.source.rawValue, outcome: alert.closing?.outcome.rawValue)
  }

  /// A deadline as a clock on the wall shows it now.
  func wall(_ deadline: Deadline) -> Int64 { deadline.at + wallAhead }
}
