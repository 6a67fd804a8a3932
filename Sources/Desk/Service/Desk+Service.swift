import AmparoCore
import AmparoWire

/// Health, audit and version.
extension Desk {
  /// Notes how a part is doing. A change of status is recorded, published and written to the
  /// system journal.
  package func set(_ name: String, _ status: HealthStatus, _ message: String) {
    guard health.set(name, status, message, at: now.wall) else { return }
    let seq = takeStreamNumber()
    let facts: JSONValue = [
      "check": .string(name), "status": .string(status.rawValue), "message": .string(message),
    ]
    turn.entries.append(
      LedgerEntry(
        at: now.wall, kind: "health", actor: Self.daemonActor, body: JSONWriter.encode(facts),
        stream: seq))
    let urgency: LogEntry.Urgency =
      switch status {
      case .ok: .notice
      case .warning: .warning
      case .critical: .alarm
      }
    log(
      urgency, LogMessage(check: name), "health: \(name) is \(status.rawValue): \(message)",
      fields: ["AMPARO_CHECK": name, "AMPARO_STATUS": status.rawValue])
    send(line(.health, seq, at: now.wall, facts), to: subscriptions.seeingAll)
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
        "open_alerts": .int(Int64(state.openCount)), "figures": figures,
        "started_at": .time(startedAt.wall), "version": .string(version),
      ], asked)
  }

  /// What monitoring systems draw beside the condition.
  private var figures: JSONValue {
    let paging = state.open.count { $0.state == .paging }
    var members: [(String, Int)] = [
      ("open", state.openCount), ("paging", paging), ("owed", backlog.rows),
      ("terminals", subscriptions.terminals.count), ("late", counters.deadlinesLate),
    ]
    if let last = backups.last { members.append(("backup_age", Int((now.wall - last) / 1000))) }
    return .object(members.map { JSONMember($0.0, .int(Int64($0.1))) })
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
}
