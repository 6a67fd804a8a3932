import AmparoCore

/// Reading rows: the columns every query of them names, in this order.
enum Rows {
  static let eventColumns = """
    seq, at, kind, alert, actor, body, personal, salt, digest, hash, stream, NULL, 'alerts'
    """
  static let accessColumns = """
    seq, at, kind, alert, actor, body, personal, salt, digest, hash, NULL, case_id, 'access'
    """

  static func entry(_ row: Statement) -> LedgerEntry {
    LedgerEntry(
      book: row.text(12) == "access" ? .access : .alerts, at: row.int(1), kind: row.text(2),
      alert: row.optionalInt(3).map { AlertID($0) }, actor: row.text(4),
      caseID: row.optionalText(11).map { CaseID($0) }, body: Array(row.text(5).utf8),
      personal: row.optionalText(6).map { Array($0.utf8) }, stream: row.optionalInt(10))
  }

  /// The event of an alert, by the columns `kind, body, personal` from that one on; nil for one
  /// this version does not understand.
  static func event(_ row: Statement, at column: Int32) -> AlertEvent? {
    let kind = row.text(column)
    return row.withText(column + 1) { body in
      guard !row.isNull(column + 2) else {
        return AlertEvent(kind: kind, body: body, personal: nil)
      }
      return row.withText(column + 2) { AlertEvent(kind: kind, body: body, personal: $0) }
    }
  }

  static func stored(_ row: Statement) -> StoredEntry {
    let entry = entry(row)
    return StoredEntry(
      seq: row.int(0), entry: entry, hash: row.blob(9),
      isErased: entry.personal == nil && row.optionalBlob(8) != nil)
  }

  static func chained(_ row: Statement) -> ChainedEntry {
    ChainedEntry(
      seq: row.int(0), entry: entry(row), salt: row.optionalBlob(7), digest: row.optionalBlob(8),
      hash: row.blob(9))
  }

  /// Of a stored time, that it is one.
  static let isTime =
    "BETWEEN \(Timestamp.bounds.lowerBound) AND \(Timestamp.bounds.upperBound)"

  static let followUpColumns = "id, case_id, kind, due, alert, done_at, done_by, note"

  /// Nil for one this version does not understand.
  static func followUp(_ row: Statement) -> FollowUp? {
    let id = row.int(0)
    let due = row.int(3)
    let doneAt = row.optionalInt(5)
    guard let kind = FollowUpKind(rawValue: row.text(2)), LastNumbers.bounds.contains(id),
      Timestamp.bounds.contains(due), doneAt.map(Timestamp.bounds.contains) ?? true
    else { return nil }
    return FollowUp(
      id: FollowUpID(id), caseID: CaseID(row.text(1)), kind: kind, due: due,
      alert: row.optionalInt(4).map { AlertID($0) }, doneAt: doneAt,
      doneBy: row.optionalText(6), note: row.optionalText(7))
  }

  /// By the columns `kind, id, position, since, body`; nil for one this version does not
  /// understand.
  static func directory(_ row: Statement) -> DirectoryRow? {
    let position = row.int(2)
    guard let kind = DirectoryRow.Kind(rawValue: row.text(0)) else { return nil }
    return DirectoryRow(
      kind: kind, id: row.text(1),
      position: LastNumbers.bounds.contains(position) ? Int(position) : 0,
      since: row.time(3),
      body: row.optionalText(4).map { Array($0.utf8) })
  }

  static let alertColumns = """
    id, state, is_open, is_drill, raised_at, closed_at, deadline, step, round, responder, cases,
    source, outcome
    """

  static func alert(_ row: Statement) -> AlertRow {
    AlertRow(
      id: AlertID(row.int(0)), state: row.text(1), isOpen: row.int(2) != 0,
      isDrill: row.int(3) != 0, raisedAt: row.int(4), closedAt: row.optionalInt(5),
      deadline: row.optionalInt(6), step: Int(row.int(7)), round: Int(row.int(8)),
      responder: row.optionalText(9).map { OfficerID($0) },
      cases: row.text(10).split(separator: ",").map { CaseID(String($0)) },
      source: row.text(11), outcome: row.optionalText(12))
  }
}
