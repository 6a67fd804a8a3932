import AmparoCore

/// What a start reads: the open alerts, the directory, and when the daemon was last alive.
extension SQLiteJournal: RecoverableJournal {
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

  /// The directory as the last adopted change left it, and whether rows lie about that an
  /// interrupted one left.
  package func directoryRows() throws(StoreError) -> (rows: [DirectoryRow], isUntidy: Bool) {
    let generation = try DirectoryWriter.generation(reading)
    let rows = try reading.prepare(
      """
      SELECT kind, id, position, since, body , generation FROM directory
      ORDER BY kind, id, generation
      """, "read directory")
    var found: [DirectoryRow] = []
    var isUntidy = false
    while try rows.step() {
      guard let kind = DirectoryRow.Kind(rawValue: rows.text(0)) else { continue }
      let row = DirectoryRow(
        kind: kind, id: rows.text(1), position: Int(rows.int(2)), since: rows.optionalInt(3),
        body: rows.optionalText(4).map { Array($0.utf8) })
      guard rows.int(5) <= generation else {
        isUntidy = true
        continue
      }
      // Of several generations the last counts.
      if let last = found.last, last.kind == row.kind, last.id == row.id {
        isUntidy = true
        found.removeLast()
      }
      found.append(row)
    }
    let living = found.filter { $0.body != nil }
    return (living, isUntidy || living.count < found.count)
  }

  /// Clears away what a large change left when the daemon ended in its middle: rows that were
  /// staged and never adopted, and versions that others have replaced.
  package func tidyDirectory() throws(StoreError) {
    let generation = try DirectoryWriter.generation(reading)
    try reading.execute(
      """
      DELETE FROM directory WHERE generation > \(generation) OR EXISTS (
        SELECT 1 FROM directory AS later WHERE later.kind = directory.kind
          AND later.id = directory.id AND later.generation > directory.generation
          AND later.generation <= \(generation));
      DELETE FROM directory WHERE body IS NULL;
      """, "tidy directory")
  }

  /// Every follow-up that waits, and when each case's victim was last spoken with.
  package func followUps() throws(StoreError) -> FollowUpBook {
    let last = try reading.number("SELECT max(id) FROM follow_ups", "read follow-ups") ?? 0
    var book = FollowUpBook(lastID: FollowUpID(last))
    let open = try reading.prepare(
      "SELECT \(Rows.followUpColumns) FROM follow_ups WHERE done_at IS NULL", "read follow-ups")
    while try open.step() {
      if let item = Rows.followUp(open) { book.put(item) }
    }
    let kinds = FollowUpKind.allCases.filter(\.isContact).map { "'\($0.rawValue)'" }
    let contacts = try reading.prepare(
      """
      SELECT case_id, max(done_at) FROM follow_ups
      WHERE done_at IS NOT NULL AND kind IN (\(kinds.joined(separator: ", "))) GROUP BY case_id
      """, "read follow-ups")
    while try contacts.step() {
      book.noteContact(CaseID(contacts.text(0)), at: contacts.int(1))
    }
    return book
  }

  /// Wall times of the last backup, nil for none, and of the first row, nil for an empty ledger.
  package func backupTimes() throws(StoreError) -> (last: Int64?, since: Int64?) {
    let last = try reading.number(
      """
      SELECT at FROM events WHERE alert IS NULL AND kind = '\(BackupNote.kind)'
      ORDER BY seq DESC LIMIT 1
      """, "find the last backup")
    let since = try reading.number(
      "SELECT at FROM events ORDER BY seq LIMIT 1", "read the first row")
    return (last, since)
  }

  /// Wall time of the newest row or of the last sign of life, nil for an empty ledger.
  package func lastSeen() throws(StoreError) -> Int64? {
    try Self.lastSeen(reading)
  }
}
