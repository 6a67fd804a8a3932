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
      "held": .array(found.held.map { .int($0.rawValue) }),
      "held_count": .int(Int64(found.heldCount)),
      "more": .bool(found.isMore), "erased": .bool(look != nil),
      "before": [
        "resolved_alerts": .time(cutoffs.closedAlerts),
        "access_log": .time(cutoffs.accessLog),
        "follow_ups": .time(cutoffs.followUps),
      ],
    ]
    var reply = PendingReply(seat: seat, id: started.id, content: .members(summary))
    guard let look, !found.erasures.isEmpty else { return replies.append(reply) }
    guard bulk == nil, cutoffs.holds == Set(context.holds.keys) else {
      let error = RequestError(
        .busy, "a large change is being stored, or a hold was changed meanwhile; try again")
      return replies.append(PendingReply(seat: seat, id: started.id, content: .error(error)))
    }
    reply.unlessStored = Self.notErased
    bulk = .erasing(
      Bulk.Erasing(left: found.erasures, alerts: found.alerts, look: look), reply)
  }

  /// Erases the next rows; each part is on record in the same commit.
  func eraseNext(_ erasing: Bulk.Erasing, _ reply: PendingReply) {
    var erasing = erasing
    guard !isOwing, var next = erasing.left.first else {
      return endErasing(
        erasing, PendingReply(seat: reply.seat, id: reply.id, content: .error(Self.notErased)))
    }
    let part = Erasure(table: next.table, rows: Array(next.rows.prefix(Bulk.erasedPerTurn)))
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
    if erasing.left.isEmpty {
      endErasing(erasing, reply)
    } else {
      bulk = .erasing(erasing, reply)
    }
  }

  private static let notErased = RequestError(
    .internalError, "storage fails; not all of it was erased, ask again when health is well")

  /// What was erased lies about in the log and in memory still. Who asks for the looks is told of
  /// the erasure as a whole, too.
  private func endErasing(_ erasing: Bulk.Erasing, _ reply: PendingReply) {
    bulk = nil
    turn.endsErasure = true
    recordAccess(
      "erased", of: nil, alert: nil, actor: erasing.look.actor,
      facts: [
        "alerts": .array(erasing.alerts.prefix(Self.alertsNamed).map { .int($0.rawValue) }),
        "alert_count": .int(Int64(erasing.alerts.count)),
        "rows_left": .int(Int64(erasing.left.map(\.rows.count).reduce(0, +))),
      ], reason: erasing.look.reason)
    forget(erasing.alerts)
    replies.append(reply)
  }

  /// A hold that is placed while rows are being erased ends the erasure at once: what is left may
  /// belong to that case.
  private func stopErasing(for id: CaseID) {
    guard case .erasing(let erasing, let reply) = bulk else { return }
    let left = erasing.left.map(\.rows.count).reduce(0, +)
    let error = RequestError(
      .conflict, "case \(id) was put on hold meanwhile; \(left) rows were not erased, ask again")
    endErasing(
      erasing, PendingReply(seat: reply.seat, id: reply.id, content: .error(error)))
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
    guard reason.count <= LegalHold.reasonMax else {
      throw RequestError(
        .badRequest, "\"reason\" is longer than \(LegalHold.reasonMax) characters",
        field: "reason")
    }
    if let hold = context.holds[id] {
      throw RequestError(
        .conflict, "case \(id) is on hold since \(Timestamp.text(hold.at)), by \(hold.by)",
        field: "case")
    }
    guard try isKnown(id) else {
      throw RequestError(
        .notFound, "there is no case \(id), nor an alert of one that there was", field: "case")
    }
    let hold = LegalHold(caseID: id, reason: reason, by: actor, at: now.wall)
    context.holds[id] = hold
    stopErasing(for: id)
    turn.directory.append(hold.row)
    recordChange(
      "hold_placed", actor: actor, facts: ["case": .string(id.rawValue)], reason: reason)
    answerHolds(asked, actor)
  }

  /// A case that has left the directory may still have alerts to keep.
  private func isKnown(_ id: CaseID) throws(RequestError) -> Bool {
    if context.directory.cases[id] != nil || !state.open(case: id).isEmpty { return true }
    do {
      return try !journal.pastAlerts(of: id, limit: 1).isEmpty
    } catch {
      throw RequestError(
        .internalError, "whether there was such a case cannot be read: \(error.message)")
    }
  }

  func liftHold(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let reason = try asked.request.words("reason")
    let actor = asked.peer.actor(for: try optionalOfficer(asked))
    guard let hold = context.holds.removeValue(forKey: id) else {
      throw RequestError(.notFound, "case \(id) is not on hold", field: "case")
    }
    turn.directory.append(hold.lifting)
    recordChange(
      "hold_lifted", actor: actor, facts: ["case": .string(id.rawValue)], reason: reason)
    answerHolds(asked, actor)
  }

  /// How many holds a reply tells; more than that are counted.
  private static let holdsTold = 500

  /// Those in force, with their reasons: a look at each of those cases.
  private func answerHolds(_ asked: Asked, _ actor: String) {
    let all = context.holds.values.sorted { $0.caseID < $1.caseID }
    let holds = all.prefix(Self.holdsTold)
    recordAccess(
      holds.isEmpty ? "holds_listed_empty" : "holds_listed", of: nil, alert: nil, actor: actor,
      facts: ["cases": .strings(holds.map(\.caseID.rawValue))])
    answerChange(
      [
        "holds": .array(
          holds.map {
            [
              "case": .string($0.caseID.rawValue), "by": .string($0.by),
              "at": .time($0.at), "reason": .string($0.reason),
            ]
          }), "count": .int(Int64(all.count)),
      ], asked)
  }
}
