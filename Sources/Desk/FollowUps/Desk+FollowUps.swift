import AmparoCore
import AmparoWire

/// The unit's other daily duty: following each case up.
extension Desk {
  /// How many follow-ups a list tells at once, and the most it can be asked for.
  static let followUpsDefault: Int64 = 100
  static let followUpsMax: Int64 = 500

  /// After each alert its cases are to be looked at again, soon.
  func planAfter(_ alert: AlertID, of cases: [CaseID]) {
    for id in cases {
      let item = FollowUp(
        id: FollowUpID(context.followUps.lastID.rawValue + 1), caseID: id, kind: .interview,
        due: now.wall + context.settings.followUps.afterAlert.milliseconds, alert: alert)
      context.followUps.put(item)
      turn.followUps.append(item)
      survey.expect(item.due, now: now)
    }
  }

  /// What is to be done, the soonest due first; with `state` `done`, what was. A responder sees
  /// the cases they are assigned to or deputise for.
  func listFollowUps(_ asked: Asked) throws(RequestError) {
    let caseID = try asked.request.optionalText("case").map { CaseID($0) }
    let own = try optionalOfficer(asked)
    let isSupervisor = asked.peer.roles.contains(.supervisor)
    let state: FollowUpQuery.State? = try asked.request.optionalWord("state")
    guard own != nil || isSupervisor else {
      throw RequestError(
        .badRequest, "user \(asked.peer.uid) is no officer's login; name the \"officer\"",
        field: "officer")
    }
    if let caseID { try checkFollowsUp(caseID, asked, own) }
    let isNamed = asked.request.body["officer"]?.string != nil
    let query = FollowUpQuery(
      caseID: caseID, officer: caseID == nil && (!isSupervisor || isNamed) ? own : nil,
      state: state ?? .open,
      limit: try asked.request.limit(default: Self.followUpsDefault, max: Self.followUpsMax))
    let look = Look(
      actor: asked.peer.actor(for: own), reason: try asked.request.optionalText("reason"))
    effects.append(.work(asked.seat, .listFollowUps(context, query, look, now: now.wall)))
    remember(asked)
  }

  /// Done now, or at `at`: a follow-up that waits, or something that nobody had planned.
  func followUpDone(_ asked: Asked) throws(RequestError) {
    let done = try instant(asked, "done") ?? now.wall
    guard done <= now.wall else {
      throw RequestError(.badRequest, "\"done\" lies in the future", field: "done")
    }
    let officer = try optionalOfficer(asked, named: "by")
    let actor = asked.peer.actor(for: officer)
    var item = try followUpMeant(asked, officer)
    try checkFollowsUp(item.caseID, asked, officer)
    item.doneAt = done
    item.doneBy = actor
    item.note = try asked.request.optionalText("note") ?? item.note
    keep(item, "followup_done", actor, asked)
  }

  func planFollowUp(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let officer = try optionalOfficer(asked, named: "by")
    try checkFollowsUp(id, asked, officer)
    let kind: FollowUpKind = try asked.request.word("kind")
    guard let due = try instant(asked, "due") else {
      throw RequestError(
        .badRequest, "\"due\" is missing; it is a time such as 2026-12-01T10:00", field: "due")
    }
    let item = FollowUp(
      id: nextFollowUp, caseID: id, kind: kind, due: due,
      note: try asked.request.optionalText("note"))
    let warnings = due <= now.wall ? ["\"due\" lies in the past; it is overdue at once"] : []
    keep(item, "followup_planned", asked.peer.actor(for: officer), asked, warnings)
  }

  private var nextFollowUp: FollowUpID { FollowUpID(context.followUps.lastID.rawValue + 1) }

  private func instant(_ asked: Asked, _ name: String) throws(RequestError) -> Int64? {
    if asked.request.body[name]?.bool == true { return nil }
    return try asked.request.optionalInstant(name, context.directory.rota.zone)
  }

  /// The follow-up that is reported as done: the one named, else the case's soonest of that kind,
  /// else a new one.
  private func followUpMeant(
    _ asked: Asked, _ officer: OfficerID?
  ) throws(RequestError) -> FollowUp {
    let kind: FollowUpKind? = try asked.request.optionalWord("kind")
    if let value = asked.request.body["followup"], !value.isNull {
      return try followUp(value, kind)
    }
    let id = CaseID(try asked.request.words("case"))
    try checkFollowsUp(id, asked, officer)
    guard let item = context.directory.cases[id] else {
      throw RequestError(.notFound, "there is no case \(id)", field: "case")
    }
    let waiting = context.followUps.due(
      of: item, in: context.directory, context.settings.followUps)
    let fitting = waiting.first { kind == nil || $0.kind == kind }
    if case .recorded(let number)? = fitting?.reference,
      let recorded = context.followUps.open(number)
    {
      return recorded
    }
    return FollowUp(
      id: nextFollowUp, caseID: id, kind: kind ?? fitting?.kind ?? .interview,
      due: fitting?.due ?? now.wall)
  }

  private func followUp(
    _ value: JSONValue, _ kind: FollowUpKind?
  ) throws(RequestError) -> FollowUp {
    let text = value.string ?? value.int.map { String($0) } ?? ""
    switch DueFollowUp.Reference(text) {
    case .recorded(let number):
      if let found = context.followUps.open(number) {
        guard kind == nil || kind == found.kind else {
          throw RequestError(
            .conflict, "follow-up \(text) is another kind: \(found.kind.rawValue)", field: "kind")
        }
        return found
      }
      if number <= context.followUps.lastID {
        throw RequestError(.conflict, "follow-up \(text) is done already", field: "followup")
      }
    case .regular(let id):
      if let item = context.directory.cases[id] {
        return FollowUp(
          id: nextFollowUp, caseID: id, kind: kind ?? .interview,
          due: context.followUps.regularDue(
            of: item, in: context.directory, context.settings.followUps))
      }
    case nil: break
    }
    throw RequestError(
      .notFound, "no follow-up of that name waits; followup.list has them", field: "followup")
  }

  /// A responder follows up the cases they are assigned to or deputise for; a supervisor any.
  private func checkFollowsUp(
    _ id: CaseID, _ asked: Asked, _ officer: OfficerID?
  ) throws(RequestError) {
    let isSupervisor = asked.peer.roles.contains(.supervisor)
    let item = context.directory.cases[id]
    let isOwn = officer.map { item?.isFollowedUp(by: $0) == true } ?? false
    guard isSupervisor || isOwn else {
      throw RequestError(
        .forbidden, "case \(id) is not followed up by user \(asked.peer.uid)", field: "case")
    }
    guard item != nil else {
      recordAccess(
        "case_not_found", of: id, alert: nil, actor: asked.peer.actor(for: officer))
      throw RequestError(.notFound, "there is no case \(id)", field: "case")
    }
  }

  private func keep(
    _ item: FollowUp, _ kind: String, _ actor: String, _ asked: Asked, _ warnings: [String] = []
  ) {
    context.followUps.put(item)
    turn.followUps.append(item)
    let facts: JSONValue = [
      "followup": .int(item.id.rawValue), "case": .string(item.caseID.rawValue),
      "kind": .string(item.kind.rawValue), "due": .time(item.due),
    ]
    recordChange(kind, actor: actor, facts: facts)
    recordAccess(kind, of: item.caseID, alert: item.alert, actor: actor)
    survey.isWanted = true
    let told = item.json(now: now.wall).members ?? []
    let zone = JSONMember("time_zone", .string(context.directory.unit.timeZone))
    answerChange(.object(told + [zone, JSONMember("warnings", .strings(warnings))]), asked)
  }
}

extension Case {
  /// Whoever is excluded from a case has no part in it, even where its record says otherwise.
  package func isFollowedUp(by officer: OfficerID) -> Bool {
    (assigned == officer || deputies.contains(officer)) && !excluded.contains(officer)
  }
}
