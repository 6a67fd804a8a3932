import AmparoCore

/// Reading ledger rows: the columns every query of them names, in this order.
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

  static func stored(_ row: Statement) -> StoredEntry {
    StoredEntry(seq: row.int(0), entry: entry(row), hash: row.blob(9))
  }
}
