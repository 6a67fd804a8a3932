import AmparoCore

/// Deadlines: data of the state, served when the caller says that time has passed.
extension Desk {
  /// How many deadlines one turn serves, so that a raise never waits for thousands.
  static let deadlinesPerTurn = 256

  /// Serves what is due at this turn's instant, soonest first.
  package func passDeadlines() {
    calmMessages()
    for _ in 0..<Self.deadlinesPerTurn {
      guard let next = state.nextDeadline(), next.at <= now.line else { return }
      counters.serveDeadline(late: TimeSpan(milliseconds: now.line - next.at))
      decide(.deadline(next.alert), actor: Self.daemonActor)
    }
  }

  /// The soonest instant, on the line's clock in milliseconds, at which a turn is wanted without
  /// anything arriving; nil while nothing is pending.
  package func nextWake() -> Int64? {
    var soonest = state.nextDeadline()?.at
    func consider(_ at: Int64?) {
      if let at { soonest = min(soonest ?? at, at) }
    }
    consider(waiters.nextEnd)
    consider(survey.wake)
    consider(workersWake)
    consider(gatewayRings.wake)
    consider(subscriptions.wake)
    consider(failedReplays.map(\.at).min())
    consider(drillCalls.first?.until)
    consider(messages.calmAt)
    if !awaitingTerminal.isEmpty {
      consider(startedAt.line + Self.terminalGrace.milliseconds)
    }
    return soonest
  }

  /// Takes up what the ledger says was open: notes how long the daemon was away and how late each
  /// overdue deadline is, and sends again every page that is owed by one of `owing`. The overdue
  /// deadlines themselves fire in the first turns, once each.
  package func resume(lastSeen: Int64?, badRows: Int, owing: [AlertID]) {
    recordStart(
      open: state.openCount, overdue: state.overdue(at: now), lastSeen: lastSeen,
      badRows: badRows)
    checkClock(lastSeen)
    for id in owing { if let alert = state.alert(id) { resendOwed(alert) } }
  }

  /// How many overdue alerts the start's ledger row lists; the rest are counted.
  private static let overdueListed = 200

  private func recordStart(
    open: Int, overdue: [(alert: AlertID, at: Int64)], lastSeen: Int64?, badRows: Int
  ) {
    let listed = overdue.prefix(Self.overdueListed).map { alert, at -> JSONValue in
      let late = TimeSpan(milliseconds: now.line - at)
      return ["alert": .int(alert.rawValue), "late": .string(late.description)]
    }
    var facts: [JSONMember] = [
      JSONMember("version", .string(version)), JSONMember("open", .int(Int64(open))),
      JSONMember("overdue", .int(Int64(overdue.count))),
      JSONMember("overdue_alerts", .array(listed)),
      JSONMember("bad_rows", .int(Int64(badRows))),
    ]
    if let lastSeen {
      let away = TimeSpan(milliseconds: max(0, now.wall - lastSeen))
      facts.append(JSONMember("away", .string(away.description)))
    }
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: "started", actor: Self.daemonActor,
        body: JSONWriter.encode(.object(facts))))
    log(
      .notice, .started, "started with \(open) open alerts, \(overdue.count) of them overdue",
      fields: ["AMPARO_OPEN": "\(open)", "AMPARO_OVERDUE": "\(overdue.count)"])
  }

  /// A clock that shows a time before the ledger's newest row is wrong, or was when that was
  /// written. Escalation does not need it; the rota, and what people read, do.
  private func checkClock(_ lastSeen: Int64?) {
    guard let lastSeen, now.wall < lastSeen else { return }
    let behind = TimeSpan(milliseconds: lastSeen - now.wall)
    set(
      "clock", .warning,
      "the clock is \(behind) behind the ledger's newest row; set it, for the rota goes by it")
  }

  private func resendOwed(_ alert: Alert) {
    for page in alert.pages where page.state == .owed {
      if page.channel == Contact.queueChannel {
        awaitingTerminal.append(page.id)
      } else {
        let order = PageOrder(
          id: page.id, officer: page.officer, channel: page.channel, address: page.address,
          why: page.why)
        dispatch(order, page.kind, alert)
      }
    }
  }

  /// The last turn before a clean stop.
  package func stop() {
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: "stopped", actor: Self.daemonActor,
        body: JSONWriter.encode(["open": .int(Int64(state.openCount))])))
  }
}
