/// One event of the daemon's stream that concerns no alert, as the ledger keeps it: what it told,
/// and to whom.
package struct StreamLine: Sendable {
  package enum Kind: String, Sendable { case health, notice }

  package var kind: Kind
  package var seq: Int64
  /// Wall time in milliseconds.
  package var at: Int64
  private let body: JSONValue

  /// Nil for a row of another kind, or one that cannot be read.
  package init?(_ entry: LedgerEntry) {
    guard let kind = Kind(rawValue: entry.kind), let seq = entry.stream, entry.isBelievable
    else { return nil }
    do {
      body = try JSONParser.parse(entry.body)
    } catch {
      return nil
    }
    self.kind = kind
    self.seq = seq
    at = entry.at
  }

  private static let officers = "officers"
  private static let supervisors = "supervisors"
  private static let cases = "cases"
  private static let again = "again"

  /// What the ledger keeps of a notice. `isAgain` where it was told to one terminal only, since
  /// that had just come.
  package static func notice(
    _ told: JSONValue, officers: [OfficerID], isForSupervisors: Bool, cases: [CaseID],
    isAgain: Bool
  ) -> [UInt8] {
    var members = told.members ?? []
    members += [
      JSONMember(Self.officers, .strings(officers.map(\.rawValue))),
      JSONMember(supervisors, .bool(isForSupervisors)),
      JSONMember(Self.cases, .strings(cases.map(\.rawValue))),
    ]
    if isAgain { members.append(JSONMember(again, .bool(true))) }
    return JSONWriter.encode(.object(members))
  }

  /// The members of the event.
  package var told: JSONValue {
    let kept = [Self.officers, Self.supervisors, Self.cases, Self.again]
    return .object((body.members ?? []).filter { !kept.contains($0.name) })
  }

  /// In whose queues it stands, beside the supervisors' where it is theirs.
  package var officers: [OfficerID] {
    (body[Self.officers]?.array ?? []).compactMap(\.string).map(OfficerID.init)
  }

  package var isForSupervisors: Bool {
    switch kind {
    case .health: true
    case .notice: body[Self.supervisors]?.bool ?? false
    }
  }

  /// The cases it names.
  package var cases: [CaseID] {
    (body[Self.cases]?.array ?? []).compactMap(\.string).map { CaseID($0) }
  }

  /// Told to one terminal only, since that had just come.
  package var isAgain: Bool { body[Self.again] != nil }

  /// Whether a terminal that missed it is told of it: one of these officers, or a supervisor's
  /// (`all`).
  package func concerns(_ officers: Set<OfficerID>, all: Bool) -> Bool {
    !isAgain && (all && isForSupervisors || !officers.isDisjoint(with: self.officers))
  }
}
