import AmparoCore
import AmparoWire

/// Cases, officers and absences, one at a time.
extension Desk {
  /// Every look at a case outside an alert has a reason in words, on record before it leaves.
  func showCase(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let reason = try asked.request.words("reason")
    let actor = asked.peer.actor(for: try optionalOfficer(asked))
    let facts: JSONValue = ["reason": .string(reason)]
    guard let found = context.directory.cases[id] else {
      recordAccess("case_not_found", of: id, alert: nil, actor: actor, facts: facts)
      throw RequestError(.notFound, "there is no case \(id)", field: "case")
    }
    recordAccess("case_shown", of: id, alert: nil, actor: actor, facts: facts)
    let today = LocalDay.text(context.directory.rota.zone.local(of: now.wall))
    let open = state.open(case: id).map { JSONValue.int($0.rawValue) }
    answer(
      [
        "case": .string(id.rawValue),
        "card": Card.json(for: found, today: today, includeSafeWords: !open.isEmpty),
        "open_alerts": .array(open),
      ], asked)
  }

  /// How many cases a list tells at once, and the most it can be asked for.
  static let casesDefault: Int64 = 100
  static let casesMax: Int64 = 500

  /// Cases by id with what a coordinator sorts them by; page with `after`.
  func listCases(_ asked: Asked) throws(RequestError) {
    let limit = try asked.request.optionalInt("limit") ?? Self.casesDefault
    guard limit > 0 else {
      throw RequestError(.badRequest, "\"limit\" must be at least 1", field: "limit")
    }
    let after = try asked.request.optionalText("after").map { CaseID($0) }
    let assigned = try asked.request.optionalText("assigned").map { OfficerID($0) }
    let found = context.directory.cases.values
      .filter { item in
        (after.map { $0 < item.id } ?? true) && (assigned.map { $0 == item.assigned } ?? true)
      }
      .sorted { $0.id < $1.id }
    let shown = found.prefix(Int(min(limit, Self.casesMax)))
    recordAccess(
      shown.isEmpty ? "cases_listed_empty" : "cases_listed", of: nil, alert: nil,
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      facts: ["cases": .strings(shown.map(\.id.rawValue))])
    answer(
      [
        "cases": .array(shown.map(Self.summary)), "more": .bool(found.count > shown.count),
        "total": .int(Int64(context.directory.cases.count)),
      ], asked)
  }

  private static func summary(_ item: Case) -> JSONValue {
    [
      "case": .string(item.id.rawValue), "alias": .text(item.alias),
      "status": .text(item.status?.rawValue), "risk": .string(item.risk.rawValue),
      "risk_at": .text(item.riskAt), "force": .text(item.force?.rawValue),
      "assigned": .text(item.assigned?.rawValue),
      "deputies": .strings(item.deputies.map(\.rawValue)),
    ]
  }

  func putCase(_ asked: Asked) throws(RequestError) {
    guard let value = asked.request.body["case"] else {
      throw RequestError(
        .badRequest, "\"case\" is missing; it is a case as the directory has it", field: "case")
    }
    let reading = DirectoryDocument.decodeCase(
      value, countryCode: context.settings.countryCode, directory: context.directory,
      contacts: Set(context.settings.contacts.keys))
    guard let item = reading.value else { throw Self.faulty(reading.faults) }
    var changed = context.directory
    changed.put(item)
    try change(
      to: changed, kind: "case_put", warnings: reading.warnings, asked, of: item.id)
  }

  func addAbsence(_ asked: Asked) throws(RequestError) {
    let members = (asked.request.body.members ?? []).filter {
      ["officer", "from", "to", "reason"].contains($0.name)
    }
    let reading = DirectoryDocument.decodeAbsence(
      .object(members), directory: context.directory)
    guard let absence = reading.value else { throw Self.faulty(reading.faults) }
    var changed = context.directory
    changed.add(absence)
    try change(to: changed, kind: "absence_added", warnings: reading.warnings, asked, of: nil)
  }

  static func faulty(_ faults: [Fault]) -> RequestError {
    var error = RequestError(
      .badRequest, "the document has \(faults.count) faults; nothing was changed",
      field: "document")
    error.faults = faults
    return error
  }

  private func change(
    to directory: Directory, kind: String, warnings: [Fault], _ asked: Asked, of id: CaseID?
  ) throws(RequestError) {
    let actor = asked.peer.actor(for: try optionalActor(asked))
    let (rows, change) = Directory.changes(from: context.directory, to: directory)
    adopt(directory, rows: rows, kind: kind, summary: change.json, actor: actor)
    if let id { recordAccess(kind, of: id, alert: nil, actor: actor, facts: .object([])) }
    answer(["changed": change.json, "warnings": warnings.json], asked)
  }

  /// Of an absence, `officer` is whose it is, not who asks.
  private func optionalActor(_ asked: Asked) throws(RequestError) -> OfficerID? {
    asked.request.operation == .absenceAdd
      ? asked.peer.officer(in: context) : try optionalOfficer(asked)
  }

  /// Takes a changed directory into use, from the next step of every open alert on.
  func adopt(
    _ directory: Directory, rows: [DirectoryRow], kind: String, summary: JSONValue,
    actor: String
  ) {
    turn.directory += rows
    turn.entries.append(
      LedgerEntry(at: now.wall, kind: kind, actor: actor, body: JSONWriter.encode(summary)))
    context.directory = directory
    directoryVersion += 1
    checkDirectory()
  }

  /// Says in `health` what is missing in the directory; asked at the start, after each change, and
  /// daily, since gaps come nearer by themselves.
  package func checkDirectory() {
    let warnings = context.directory.warnings(now: now.wall)
    guard let first = warnings.first else {
      return set("directory", .ok, "no gap in the next 14 days")
    }
    let more = warnings.count > 1 ? " (and \(warnings.count - 1) more)" : ""
    set("directory", .warning, first.description + more)
  }

  /// Officers as colleagues see them; their numbers and logins only for supervisors.
  func listOfficers(_ asked: Asked) {
    let isSupervisor = asked.peer.roles.contains(.supervisor)
    let officers = context.directory.officers.map { officer -> JSONValue in
      var members: [JSONMember] = [
        JSONMember("officer", .string(officer.id.rawValue)),
        JSONMember("name", .string(officer.name)),
        JSONMember("supervisor", .bool(officer.isSupervisor)),
        JSONMember(
          "absent", .bool(context.directory.isAbsent(officer.id, at: now.wall) != nil)),
        JSONMember("holds", .array(state.held(by: officer.id).sorted().map { .int($0.rawValue) })),
        JSONMember("terminal", .bool(subscriptions.hasTerminal(officer.id))),
      ]
      if isSupervisor {
        members.append(JSONMember("login", .text(officer.login)))
        members.append(JSONMember("contacts", .array(officer.contacts.map(Self.contact))))
      }
      return .object(members)
    }
    answer(["officers": .array(officers)], asked)
  }

  private static func contact(_ contact: Contact) -> JSONValue {
    ["channel": .string(contact.channel), "address": .text(contact.address)]
  }

  func whoIsOnCall(_ asked: Asked) throws(RequestError) {
    let at = try asked.request.optionalTime("at") ?? now.wall
    let role = try asked.request.optionalText("role")
    let rota = context.directory.rota
    if let role, rota.role(role) == nil {
      throw RequestError(.notFound, "the rota has no role \"\(role)\"", field: "role")
    }
    let answers = role.map { [rota.onCall(role: $0, at: at)] } ?? rota.onCall(at: at)
    answer(
      [
        "at": .string(Timestamp.text(at)), "on_call": .array(answers.map(Self.onCall)),
      ], asked)
  }

  private static func onCall(_ item: OnCall) -> JSONValue {
    let source: (JSONValue, JSONValue) =
      switch item.source {
      case .layer(let name): ("layer", .string(name))
      case .override: ("override", .null)
      case .nobody: (.null, .null)
      }
    return [
      "role": .string(item.role), "officer": .text(item.officer?.rawValue),
      "source": source.0, "layer": source.1,
      "until": .text(item.until.map { Timestamp.text($0) }),
    ]
  }
}
