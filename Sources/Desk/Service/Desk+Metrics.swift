import AmparoCore
import AmparoWire

/// The figures of the service, as text that monitoring systems read.
extension Desk {
  /// Turns stored since the start.
  package var commitCount: Int { counters.commits }

  /// Requests to raise an alert since the start.
  package var raiseCount: Int { counters.raises }

  /// A turn's commit took so long, with the writing of its replies.
  package func observeCommit(nanoseconds: Int64) {
    counters.commitSeconds.observe(Double(nanoseconds) / 1_000_000_000)
  }

  func answerMetrics(_ asked: Asked) throws(RequestError) {
    let format: MetricText.Format = try asked.request.optionalWord("format") ?? .openMetrics
    var out = MetricText(format)
    writeAlerts(&out)
    writeTimes(&out)
    writePages(&out)
    writeService(&out)
    writeStorage(&out)
    writeRota(&out)
    out.end()
    answer(["text": .string(out.text)], asked)
  }

  private func writeAlerts(_ out: inout MetricText) {
    let open = Dictionary(grouping: state.open, by: \.state).mapValues(\.count)
    out.gauge(
      "amparo_open_alerts", "Open alerts by state.", by: "state",
      AlertState.allCases.filter(\.isOpen).map { ($0.rawValue, Double(open[$0] ?? 0)) })
    out.counter("amparo_alerts_raised", "Alerts raised, without drills.", counters.alertsRaised)
    out.counter("amparo_drills_raised", "Drills raised.", counters.drillsRaised)
    out.counter(
      "amparo_alerts_closed", "Alerts closed by outcome, without drills.", by: "outcome",
      counters.closed.sorted { $0.key < $1.key })
    out.counter("amparo_raise_requests", "Requests to raise an alert.", counters.raises)
    out.counter("amparo_further_calls", "Calls that joined an open alert.", counters.furtherCalls)
    out.counter("amparo_steps_started", "Steps begun.", counters.stepsStarted)
    out.counter("amparo_steps_empty", "Steps that found nobody.", counters.stepsEmpty)
    out.counter(
      "amparo_responder_silences", "Responders who let a wait pass.", counters.responderSilences)
  }

  private func writeTimes(_ out: inout MetricText) {
    out.histogram(
      "amparo_page_seconds", "From the call until a page has reached somebody.", counters.page)
    out.histogram(
      "amparo_acknowledgement_seconds", "From the call to the first acknowledgement.",
      counters.acknowledgement)
    out.histogram("amparo_arrival_seconds", "From the call to the arrival.", counters.arrival)
    out.histogram("amparo_deadline_lateness_seconds", "How late deadlines fire.", counters.lateness)
    out.counter(
      "amparo_deadlines_late", "Deadlines served more than a second late.",
      counters.deadlinesLate)
  }

  private func writePages(_ out: inout MetricText) {
    out.counter("amparo_pages_issued", "Pages of steps.", counters.pagesIssued)
    out.counter("amparo_pages_failed", "Pages that could not be delivered.", counters.pagesFailed)
    let channels = counters.channels.sorted { $0.key < $1.key }
    out.counter(
      "amparo_channel_successes", "Pages a channel has brought to somebody.", by: "channel",
      channels.map { ($0.key, $0.value.succeeded) })
    out.counter(
      "amparo_channel_failures", "Pages a channel could not bring.", by: "channel",
      channels.map { ($0.key, $0.value.failed) })
    func last(_ path: KeyPath<ChannelTally, Int64?>) -> [(String, Double)] {
      channels.compactMap { name, tally in
        tally[keyPath: path].map { (name, Self.seconds($0)) }
      }
    }
    out.gauge(
      "amparo_channel_last_success_timestamp_seconds", "When a channel last reached somebody.",
      by: "channel", last(\.lastSuccess))
    out.gauge(
      "amparo_channel_last_failure_timestamp_seconds", "When a channel last failed.",
      by: "channel", last(\.lastFailure))
    out.counter("amparo_sms_received", "Text messages received.", counters.messages)
    out.counter("amparo_sms_answers", "Texts that answered a page.", counters.messageAnswers)
    out.counter("amparo_sms_alerts", "Texts from numbers of a case.", counters.messageAlerts)
    for (why, count) in messages.ignored.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      out.counter("amparo_sms_ignored_\(why.rawValue)", why.help, count)
    }
  }

  private func writeService(_ out: inout MetricText) {
    out.gauge("amparo_up", "Whether the daemon answers.", 1)
    out.gauge(
      "amparo_health_status", "Condition of a part: 0 in order, 1 warning, 2 critical.",
      by: "check", health.checks.map { ($0.name, Double($0.status.weight)) })
    out.gauge(
      "amparo_start_timestamp_seconds", "When the daemon started.",
      Self.seconds(startedAt.wall))
    out.counter("amparo_requests", "Requests of all kinds.", counters.requests)
    out.counter("amparo_refusals", "Requests answered with an error.", counters.refusals)
    out.counter("amparo_forbidden", "Requests refused for their role.", counters.forbidden)
    out.gauge("amparo_terminals", "Terminals connected.", Double(subscriptions.terminals.count))
    let measures = measure()
    out.gauge("amparo_connections", "Peers connected.", Double(measures.connections))
    let own = [("worker_pages", workers.waiting.count), ("waiting_gateways", waiters.count)]
    out.gauge(
      "amparo_queue_length", "What waits, by what it waits for.", by: "queue",
      (measures.queues.map { ($0.name, $0.waiting) } + own).map { ($0.0, Double($0.1)) })
  }

  private func writeStorage(_ out: inout MetricText) {
    out.counter("amparo_commits", "Turns stored.", counters.commits)
    out.counter("amparo_commit_failures", "Turns whose commit failed.", counters.commitFailures)
    out.histogram(
      "amparo_commit_seconds", "How long a turn's commit took.", counters.commitSeconds)
    out.gauge("amparo_owed_rows", "Rows that storage still owes.", Double(backlog.rows))
    out.gauge(
      "amparo_dropped_rows", "Rows of the ledger that found no room.", Double(backlog.dropped))
    out.gauge(
      "amparo_chain_rows", "Rows of the ledger's chain.", Double(measure().chainRows))
    if let notedHead {
      out.gauge(
        "amparo_chain_head_info", "The chain's head as the journal last noted it.", by: "head",
        [(notedHead, 1)])
    }
    out.counter("amparo_backups", "Backups made and verified.", backups.made)
    out.counter("amparo_backup_failures", "Backups that failed.", backups.failed)
    out.gauge(
      "amparo_backup_timestamp_seconds", "When the last backup was made.",
      ifKnown: backups.last.map(Self.seconds))
    out.gauge(
      "amparo_backup_size_bytes", "How large the last backup was.",
      ifKnown: backups.lastBytes.map { Double($0) })
  }

  private func writeRota(_ out: inout MetricText) {
    let onCall = context.directory.rota.onCall(at: now.wall)
    out.gauge(
      "amparo_rota_covered", "Whether somebody who is not away is on call.", by: "role",
      onCall.map { item in
        let isThere = item.officer.map { context.directory.isAbsent($0, at: now.wall) == nil }
        return (item.role, isThere == true ? 1 : 0)
      })
    let gaps = (survey.latest?.concerns ?? []).compactMap { concern -> Int64? in
      if case .gap(_, let from, _) = concern { from } else { nil }
    }
    out.gauge(
      "amparo_rota_next_gap_timestamp_seconds", "When next nobody is on call for a role.",
      ifKnown: gaps.min().map(Self.seconds))
    out.gauge(
      "amparo_rota_concerns", "What is wrong with the rota of the next 14 days.",
      Double(survey.latest?.concerns.count ?? 0))
    out.gauge(
      "amparo_followups_overdue", "Follow-ups whose time is over.",
      Double(survey.latest?.overdueCount ?? 0))
  }

  private static func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
}
