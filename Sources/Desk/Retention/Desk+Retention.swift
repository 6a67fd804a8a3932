import AmparoCore
import AmparoWire

/// What is no longer needed: listed, erased when a person asks for it, or held.
extension Desk {
  private var cutoffs: RetentionCutoffs {
    RetentionCutoffs(
      context.settings.retention, holds: Set(context.holds.keys), now: now.wall)
  }

  func listErasable(_ asked: Asked) throws(RequestError) {
    effects.append(.work(asked.seat, .findErasable(cutoffs, erase: nil)))
    remember(asked)
  }

  func erase(_ asked: Asked) throws(RequestError) {
    let look = Look(
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      reason: try asked.request.words("reason"))
    effects.append(.work(asked.seat, .findErasable(cutoffs, erase: look)))
    remember(asked)
  }

  /// How many alerts a dry run names; the rest are counted.
  private static let alertsNamed = 500

  func finish(
    _ found: Erasable, _ cutoffs: RetentionCutoffs, _ look: Look?, _ started: UnderWay,
    _ seat: Seat
  ) {
    let otherRows = found.rows(in: .access) + found.rows(in: .events) - found.alertRows
    let summary: JSONValue = [
      "alerts": .array(found.alerts.prefix(Self.alertsNamed).map { .int($0.rawValue) }),
      "alert_count": .int(Int64(found.alerts.count)),
      "alert_rows": .int(Int64(found.alertRows)),
      "access_rows": .int(Int64(otherRows)),
      "followups": .int(Int64(found.rows(in: .followUps))),
      "held": .array(found.held.prefix(Self.alertsNamed).map { .int($0.rawValue) }),
      "more": .bool(found.isMore), "erased": .bool(look != nil),
      "before": [
        "resolved_alerts": .time(cutoffs.closedAlerts),
        "access_log": .time(cutoffs.accessLog),
        "follow_ups": .time(cutoffs.followUps),
      ],
    ]
    let reply = PendingReply(seat: seat, id: started.id, content: .members(summary))
    guard let look, !found.erasures.isEmpty else { return replies.append(reply) }
    guard bulk == nil, cutoffs.holds == Set(context.holds.keys) else {
      let error = RequestError(
        .busy, "a large change is being stored, or a hold was changed meanwhile; try again")
      return replies.append(PendingReply(seat: seat, id: started.id, content: .error(error)))
    }
    bulk = .erasing(
      Bulk.Erasing(left: found.erasures, alerts: found.alerts, look: look), reply)
  }

  /// Erases the next rows; each part is on record in the same commit.
  func eraseNext(_ erasing: Bulk.Erasing, _ reply: PendingReply) {
    var erasing = erasing
    guard var next = erasing.left.first else {
      forget(erasing.alerts)
      bulk = nil
      return replies.append(reply)
    }
    let part = Erasure(table: next.table, rows: Array(next.rows.prefix(Bulk.rowsPerTurn)))
    next.rows.removeFirst(part.rows.count)
    erasing.left[0] = next
    if next.rows.isEmpty { erasing.left.removeFirst() }
    turn.erasures.append(part)
    recordChange(
      "erased", actor: erasing.look.actor,
      facts: [
        "table": .string(part.table.rawValue),
        "rows": .array(part.rows.map { .int($0) }),
      ], reason: erasing.look.reason)
    bulk = .erasing(erasing, reply)
  }

  /// Closed alerts that were kept in memory still say what was erased.
  private func forget(_ alerts: [AlertID]) {
    let gone = Set(alerts)
    for id in closed where gone.contains(id) { state.evict(id) }
    closed.removeAll(where: gone.contains)
  }

  func hold(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let reason = try asked.request.words("reason")
    let actor = asked.peer.actor(for: try optionalOfficer(asked))
    let hold = LegalHold(caseID: id, reason: reason, by: actor, at: now.wall)
    context.holds[id] = hold
    turn.directory.append(hold.row)
    recordChange(
      "hold_placed", actor: actor, facts: ["case": .string(id.rawValue)], reason: reason)
    answerHolds(asked)
  }

  func liftHold(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let reason = try asked.request.words("reason")
    guard let hold = context.holds.removeValue(forKey: id) else {
      throw RequestError(.notFound, "case \(id) is not on hold", field: "case")
    }
    let actor = asked.peer.actor(for: try optionalOfficer(asked))
    turn.directory.append(hold.lifting)
    recordChange(
      "hold_lifted", actor: actor, facts: ["case": .string(id.rawValue)], reason: reason)
    answerHolds(asked)
  }

  private func answerHolds(_ asked: Asked) {
    let holds = context.holds.values.sorted { $0.caseID < $1.caseID }
    answer(
      [
        "holds": .array(
          holds.map {
            [
              "case": .string($0.caseID.rawValue), "by": .string($0.by),
              "at": .time($0.at), "reason": .string($0.reason),
            ]
          })
      ], asked)
  }
}
