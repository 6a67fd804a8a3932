import AmparoCore

/// What a start reads: the open alerts, the directory, and when the daemon was last alive.
extension SQLiteJournal {
  /// Hands over every row of the open alerts in the order of the ledger.
  package func recover(_ body: (StoredEntry) -> Void) throws(StoreError) {
    let rows = try reading.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events
      WHERE alert IN (SELECT id FROM alerts WHERE is_open) ORDER BY seq
      """, "read open alerts")
    while try rows.step() { body(Rows.stored(rows)) }
  }

  /// The alerts that are open by their table, whatever became of their ledger rows.
  package func openAlerts() throws(StoreError) -> [AlertRow] {
    let rows = try reading.prepare(
      "SELECT \(Rows.alertColumns) FROM alerts WHERE is_open ORDER BY id", "read open alerts")
    var found: [AlertRow] = []
    while try rows.step() { found.append(Rows.alert(rows)) }
    return found
  }

  package func directoryRows() throws(StoreError) -> [DirectoryRow] {
    let rows = try reading.prepare(
      "SELECT kind, id, position, body FROM directory ORDER BY kind, position, id",
      "read directory")
    var found: [DirectoryRow] = []
    while try rows.step() {
      guard let kind = DirectoryRow.Kind(rawValue: rows.text(0)) else { continue }
      found.append(
        DirectoryRow(
          kind: kind, id: rows.text(1), position: Int(rows.int(2)), body: Array(rows.text(3).utf8)))
    }
    return found
  }

  /// Wall time of the newest row, nil for an empty ledger.
  package func lastSeen() throws(StoreError) -> Int64? {
    try reading.number(
      """
      SELECT max(at) FROM (SELECT at FROM (SELECT at FROM events ORDER BY seq DESC LIMIT 1)
        UNION ALL SELECT at FROM (SELECT at FROM access ORDER BY seq DESC LIMIT 1))
      """, "read the newest row")
  }
}
