import AmparoCore
import AmparoWire

/// Small changes of the directory, one part at a time: checked, logged with who and why, and in
/// force from the next step of every open alert on.
extension Desk {
  /// A change that was read and found right.
  struct Edit {
    var kind: String
    /// What changed, in ids.
    var facts: JSONValue
    var reason: String?
    var warnings: [Fault]
  }

  func putCase(_ asked: Asked) throws(RequestError) {
    guard let value = asked.request.body["case"] else {
      throw RequestError(
        .badRequest, "\"case\" is missing; it is a case as the directory has it", field: "case")
    }
    try put(value, kind: "case_put", asked)
  }

  /// Single members of a case: `set` puts them in the place of the old ones, `add` and `remove`
  /// change lists.
  func editCase(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    _ = try asked.request.words("reason")
    guard let old = context.directory.cases[id] else {
      let near = NearestName.hint(
        id.rawValue, among: context.directory.cases.keys.prefix(1000).map(\.rawValue))
      throw RequestError(.notFound, "there is no case \(id)" + near, field: "case")
    }
    let edit = CaseEdit(
      request: asked.request.body, countryCode: context.settings.countryCode)
    let edited = edit.applied(to: DirectoryDocument.encode(old))
    guard let value = edited.value else { throw Self.faulty(edited.faults) }
    try put(value, kind: "case_edited", asked)
  }

  private func put(_ value: JSONValue, kind: String, _ asked: Asked) throws(RequestError) {
    let reading = DirectoryDocument.decodeCase(
      value, countryCode: context.settings.countryCode, directory: context.directory,
      contacts: Set(context.settings.contacts.keys))
    guard let item = reading.value else { throw Self.faulty(reading.faults) }
    let old = context.directory.cases[item.id]
    if try asked.request.flag("new"), old != nil {
      throw RequestError(.conflict, "there is a case \(item.id) already", field: "case")
    }
    try checkNoBulk()
    let actor = try actor(asked)
    let reason = try asked.request.optionalText("reason")
    var change = DirectoryChange()
    if old != item {
      if old == nil { change.added[.caseRecord] = [item.id.rawValue] }
      if old != nil { change.changed[.caseRecord] = [item.id.rawValue] }
      context.directory.put(item, now: now.wall)
      if let row = context.directory.row(of: item.id) { turn.directory.append(row) }
    }
    let names = CaseEdit.changedMembers(from: old, to: item)
    recordAccess(
      kind, of: item.id, alert: nil, actor: actor, facts: ["members": .strings(names)],
      reason: reason)
    record(
      Edit(
        kind: kind, facts: ["case": .string(item.id.rawValue), "members": .strings(names)],
        reason: reason, warnings: reading.warnings), change, actor, asked)
  }

  /// An officer's record, whole or the members that change.
  func putOfficer(_ asked: Asked) throws(RequestError) {
    guard let value = asked.request.body["record"] else {
      throw RequestError(
        .badRequest,
        "\"record\" is missing; it is an officer as the directory has it, or the members of one "
          + "that change", field: "record")
    }
    let reading = DirectoryDocument.decodeOfficer(
      value, countryCode: context.settings.countryCode, directory: context.directory)
    guard let officer = reading.value else { throw Self.faulty(reading.faults) }
    var changed = context.directory
    changed.put(officer)
    try edit(
      Edit(
        kind: "officer_put", facts: ["officer": .string(officer.id.rawValue)],
        reason: try asked.request.optionalText("reason"),
        warnings: reading.warnings + Survey.unknownChannels(of: [officer], context.settings)),
      to: changed, [.officer], asked)
  }

  func addAbsence(_ asked: Asked) throws(RequestError) {
    let absence = try absence(asked)
    guard recorded(absence.value) == nil else {
      throw RequestError(
        .conflict, "officer \(absence.value.officer) has this absence already", field: "from")
    }
    var changed = context.directory
    changed.add(absence.value)
    try edit(
      Edit(
        kind: "absence_added", facts: Self.facts(absence.value),
        reason: Self.reason(absence.value),
        warnings: absence.warnings + review(changed, absence.value)),
      to: changed, [.absence], asked)
  }

  /// The absence of that officer from and to those times.
  private func recorded(_ absence: Absence) -> Absence? {
    context.directory.absences(of: absence.officer)
      .last { $0.from == absence.from && $0.to == absence.to }
  }

  func removeAbsence(_ asked: Asked) throws(RequestError) {
    let absence = try absence(asked).value
    var changed = context.directory
    guard let found = recorded(absence), changed.remove(found) else {
      throw RequestError(
        .notFound, "officer \(absence.officer) has no absence from and to those times",
        field: "from")
    }
    try edit(
      Edit(
        kind: "absence_removed", facts: Self.facts(found), reason: Self.reason(absence),
        warnings: []),
      to: changed, [.absence], asked)
  }

  private func absence(
    _ asked: Asked
  ) throws(RequestError) -> (value: Absence, warnings: [Fault]) {
    let members = (asked.request.body.members ?? []).filter {
      ["officer", "from", "to", "reason"].contains($0.name)
    }
    let reading = DirectoryDocument.decodeAbsence(
      .object(members), directory: context.directory,
      contacts: Set(context.settings.contacts.keys))
    guard let absence = reading.value else { throw Self.refused(reading.faults) }
    return (absence, reading.warnings)
  }

  private static func reason(_ absence: Absence) -> String? {
    absence.reason.isEmpty ? nil : absence.reason
  }

  private static func facts(_ absence: Absence) -> JSONValue {
    [
      "officer": .string(absence.officer.rawValue), "from": .time(absence.from),
      "to": .time(absence.to),
    ]
  }

  private func review(_ directory: Directory, _ absence: Absence) -> [Fault] {
    let from = max(absence.from, now.wall)
    let to = min(absence.to, from + Survey.lookAhead.milliseconds)
    guard from < to else { return [] }
    return RotaReview(directory, from: from, to: to).absences.compactMap { concern in
      guard case .absent(absence.officer, _, _, _) = concern else { return nil }
      return concern.fault(directory.rota.zone)
    }
  }

  /// Absences that are not over, soonest first.
  func listAbsences(_ asked: Asked) throws(RequestError) {
    let zone = context.directory.rota.zone
    let from = try asked.request.optionalInstant("from", zone) ?? now.wall
    let found = context.directory.absences.filter { $0.to > from }
      .sorted { ($0.from, $0.officer) < ($1.from, $1.officer) }
    let limit = try asked.request.limit(default: Self.casesDefault, max: Self.casesMax)
    answer(
      [
        "time_zone": .string(context.directory.unit.timeZone),
        "absences": .array(
          found.prefix(limit).map {
            [
              "officer": .string($0.officer.rawValue), "from": .time($0.from),
              "to": .time($0.to), "reason": .string($0.reason),
            ]
          }),
        "more": .bool(found.count > limit),
      ], asked)
  }

  /// Takes a changed directory into use; only parts of these kinds differ.
  func edit(
    _ edit: Edit, to directory: Directory, _ kinds: Set<DirectoryRow.Kind>, _ asked: Asked
  ) throws(RequestError) {
    try checkNoBulk()
    let actor = try actor(asked)
    let (rows, change) = Directory.changes(from: context.directory, to: directory, in: kinds)
    turn.directory += rows
    context.directory = directory
    record(edit, change, actor, asked)
  }

  private func record(
    _ edit: Edit, _ change: DirectoryChange, _ actor: String, _ asked: Asked
  ) {
    recordChange(edit.kind, actor: actor, facts: edit.facts, reason: edit.reason)
    directoryVersion += 1
    survey.isWanted = true
    answerChange(["changed": change.json, "warnings": edit.warnings.json], asked)
  }

  private func checkNoBulk() throws(RequestError) {
    guard bulk == nil else {
      throw RequestError(.busy, "a large change is being stored; try again in some seconds")
    }
  }

  /// Who asks. Where `officer` says whose rota or absence it is, a shared console says `by`.
  func actor(_ asked: Asked) throws(RequestError) -> String {
    let isData: Set<Operation> = [
      .absenceAdd, .absenceRemove, .rotaOverride, .followUpPlan, .followUpDone,
    ]
    let name = isData.contains(asked.request.operation) ? "by" : "officer"
    return asked.peer.actor(for: try optionalOfficer(asked, named: name))
  }

  static func faulty(_ faults: [Fault]) -> RequestError {
    let count = faults.count == 1 ? "a fault" : "\(faults.count) faults"
    let first = faults.first.map { ": \($0)" } ?? ""
    var error = RequestError(
      .badRequest, "the document has \(count), and nothing was changed\(first)",
      field: "document")
    error.faults = faults
    return error
  }
}
