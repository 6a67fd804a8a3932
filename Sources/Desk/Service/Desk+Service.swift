import AmparoCore
import AmparoWire

/// Health, metrics, audit and version.
extension Desk {
  /// Notes how a part is doing. A change of status is recorded, published and written to the
  /// system journal.
  package func set(_ name: String, _ status: HealthStatus, _ message: String) {
    guard health.set(name, status, message, at: now.wall) else { return }
    let seq = takeStreamNumbers(1)
    let facts: JSONValue = [
      "check": .string(name), "status": .string(status.rawValue), "message": .string(message),
    ]
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: "health", actor: Self.daemonActor, body: JSONWriter.encode(facts),
        stream: seq))
    let urgency: Effect.Urgency =
      switch status {
      case .ok: .notice
      case .warning: .warning
      case .critical: .alarm
      }
    effects.append(.log(urgency, "health: \(name) is \(status.rawValue): \(message)"))
    if let seq { publishHealth(seq, facts) }
  }

  private func publishHealth(_ seq: Int64, _ facts: JSONValue) {
    let line = EventLine.line(.health, seq: seq, at: now.wall) { out in
      for member in facts.members ?? [] {
        out.name(dynamic: member.name)
        out.value(member.value)
      }
    }
    send(line, to: subscriptions.seeingAll)
  }

  func answerHealth(_ asked: Asked) {
    let checks = health.checks.map { check -> JSONValue in
      [
        "name": .string(check.name), "status": .string(check.status.rawValue),
        "since": .time(check.since), "message": .string(check.message),
      ]
    }
    answer(
      [
        "status": .string(health.status.rawValue), "checks": .array(checks),
        "open_alerts": .int(Int64(state.openCount)),
        "started_at": .time(startedAt.wall), "version": .string(version),
      ], asked)
  }

  func answerVersion(_ asked: Asked) {
    answer(["version": .string(version), "protocol": 1], asked)
  }

  func answer(_ members: JSONValue, _ asked: Asked, unlessStored: RequestError? = nil) {
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id, content: .members(members), unlessStored: unlessStored))
  }

  /// Answers for a change that is in force at once, whether or not it can be stored.
  func answerChange(_ members: JSONValue, _ asked: Asked) {
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id, content: .members(members), tellsDurable: true))
  }

  func verify(_ asked: Asked) throws(RequestError) {
    let head = try asked.request.optionalText("head")
    effects.append(.work(asked.seat, .verify(head: head)))
    remember(asked)
  }

  func answerMetrics(_ asked: Asked) {
    var out = OpenMetrics()
    let open = Dictionary(grouping: state.open, by: \.state).mapValues(\.count)
    out.gauge(
      "amparo_open_alerts", "Open alerts by state.", by: "state",
      AlertState.allCases.filter(\.isOpen).map { ($0.rawValue, open[$0] ?? 0) })
    out.counter("amparo_alerts_raised", "Alerts raised, without drills.", counters.alertsRaised)
    out.counter("amparo_drills_raised", "Drills raised.", counters.drillsRaised)
    out.counter("amparo_raise_requests", "Requests to raise an alert.", counters.raises)
    out.counter("amparo_further_calls", "Calls that joined an open alert.", counters.furtherCalls)
    out.counter("amparo_steps_started", "Steps begun.", counters.stepsStarted)
    out.counter("amparo_steps_empty", "Steps that found nobody.", counters.stepsEmpty)
    out.counter("amparo_pages_issued", "Pages of steps.", counters.pagesIssued)
    out.counter("amparo_pages_failed", "Pages that could not be delivered.", counters.pagesFailed)
    out.counter(
      "amparo_responder_silences", "Responders who let a wait pass.", counters.responderSilences)
    out.counter("amparo_sms_received", "Text messages received.", counters.messages)
    out.counter("amparo_sms_answers", "Texts that answered a page.", counters.messageAnswers)
    out.counter("amparo_sms_alerts", "Texts from numbers of a case.", counters.messageAlerts)
    for (why, count) in messages.ignored.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      out.counter("amparo_sms_ignored_\(why.rawValue)", why.help, count)
    }
    out.counter("amparo_requests", "Requests of all kinds.", counters.requests)
    out.counter("amparo_refusals", "Requests answered with an error.", counters.refusals)
    out.counter("amparo_forbidden", "Requests refused for their role.", counters.forbidden)
    out.counter("amparo_commits", "Turns stored.", counters.commits)
    out.counter("amparo_commit_failures", "Turns whose commit failed.", counters.commitFailures)
    out.gauge("amparo_owed_rows", "Rows that storage still owes.", backlog.rows)
    out.gauge("amparo_terminals", "Terminals connected.", subscriptions.terminals.count)
    out.histogram(
      "amparo_acknowledgement_seconds", "From the call to the first acknowledgement.",
      counters.acknowledgement)
    out.histogram("amparo_arrival_seconds", "From the call to the arrival.", counters.arrival)
    out.histogram("amparo_deadline_lateness_seconds", "How late deadlines fire.", counters.lateness)
    out.end()
    answer(["text": .string(out.text)], asked)
  }
}
