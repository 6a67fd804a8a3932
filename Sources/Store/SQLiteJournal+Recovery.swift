import AmparoCore

/// What a start reads: the open alerts, the directory, and when the daemon was last alive.
extension SQLiteJournal: RecoverableJournal {
  /// The numbers of the alerts that are open by their table, rising.
  package func openAlerts() throws(StoreError) -> [AlertID] {
    let rows = try reading.prepare(
      "SELECT id FROM alerts WHERE is_open AND id BETWEEN 0 AND \(LastNumbers.bounds.upperBound) "
        + "ORDER BY id", "find open alerts")
    var found: [AlertID] = []
    while try rows.step() { found.append(AlertID(rows.int(0))) }
    return found
  }

  /// The alert as its table has it, whatever became of its ledger rows.
  package func row(of alert: AlertID) throws(StoreError) -> AlertRow? {
    let rows = try reading.prepare(
      "SELECT \(Rows.alertColumns) FROM alerts WHERE id = ?", "read alert")
    rows.bind(1, alert.rawValue)
    guard try rows.step() else { return nil }
    defer { rows.reset() }
    return Rows.alert(rows)
  }

  /// Brings these alerts back from their rows of the ledger. Each part is read on a connection of
  /// its own, so that `map` may work on several at once; what was read apart after a refusal is
  /// read on the one there is.
  package func replay(
    _ alerts: [AlertID], map: @escaping ReplayedAlerts.Map, take: (ReplayedAlerts) -> Void
  ) {
    let path = path
    let parts = ReplayedAlerts.parts(of: alerts)
    guard isTrusted else {
      for part in parts { take(Self.replay(part) { () throws(StoreError) in try reading }) }
      return
    }
    let replay = { @Sendable (part: ArraySlice<AlertID>) -> ReplayedAlerts in
      Self.replay(part) { () throws(StoreError) in
        let connection = try Connection(path: path, mode: .reading)
        // One look at the log for the whole part, since locks for each of the alerts would cost as
        // much as reading them; and few pages, since no row is read twice.
        try connection.execute("PRAGMA cache_size = 100; BEGIN", "read open alerts")
        return connection
      }
    }
    map(parts, replay, take)
  }

  private static func replay(
    _ alerts: ArraySlice<AlertID>, on connection: () throws(StoreError) -> Connection
  ) -> ReplayedAlerts {
    let rows: Statement
    do throws(StoreError) {
      rows = try connection().prepare(
        "SELECT seq, at, kind, body, personal FROM events WHERE alert = ? ORDER BY seq",
        "read open alerts")
    } catch {
      return ReplayedAlerts(failure: error.failure)
    }
    return ReplayedAlerts(alerts) { alert, take throws(JournalFailure) in
      rows.bind(1, alert.rawValue)
      do throws(StoreError) {
        while try rows.step() { take(rows.int(0), Rows.event(rows, at: 2), rows.int(1)) }
      } catch {
        throw error.failure
      }
    }
  }

  /// The directory as the last adopted change left it, rows that are set aside since they cannot be
  /// placed, and whether rows lie about that an interrupted change left.
  package func directoryRows() throws(StoreError)
    -> (rows: [DirectoryRow], faults: [Fault], isUntidy: Bool)
  {
    let present = try DirectoryWriter.generation(reading)
    let rows = try reading.prepare(
      """
      SELECT kind, id, position, since, body, generation FROM directory
      ORDER BY kind, id, generation
      """, "read directory")
    var found: [DirectoryRow] = []
    var faults: [Fault] = []
    var isUntidy = false
    while try rows.step() {
      let generation = rows.int(5)
      guard let row = Rows.directory(rows), (0...present + 1).contains(generation) else {
        faults.append(Fault(path: "\(rows.text(0)) \(rows.text(1))", message: Self.setAside))
        continue
      }
      guard generation <= present else {
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
    return (living, faults, isUntidy || living.count < found.count)
  }

  private static let setAside = "the stored row can't be placed, and is set aside"

  /// Clears away what a large change left when the daemon ended in its middle: rows that were
  /// staged and never adopted, and versions that others have replaced.
  package func tidyDirectory() throws(StoreError) {
    let generation = try DirectoryWriter.generation(reading)
    try reading.execute(
      """
      DELETE FROM directory WHERE generation = \(generation + 1) OR EXISTS (
        SELECT 1 FROM directory AS later WHERE later.kind = directory.kind
          AND later.id = directory.id AND later.generation > directory.generation
          AND later.generation <= \(generation));
      DELETE FROM directory WHERE body IS NULL;
      """, "tidy directory")
  }

  /// Every follow-up that waits, and when each case's victim was last spoken with; and rows that
  /// are set aside.
  package func followUps() throws(StoreError) -> (book: FollowUpBook, faults: [Fault]) {
    let last = try reading.number(
      "SELECT max(id) FROM follow_ups WHERE id <= \(LastNumbers.bounds.upperBound)",
      "read follow-ups")
    var book = FollowUpBook(lastID: FollowUpID(max(0, last ?? 0)))
    var faults: [Fault] = []
    let open = try reading.prepare(
      "SELECT \(Rows.followUpColumns) FROM follow_ups WHERE done_at IS NULL", "read follow-ups")
    while try open.step() {
      if let item = Rows.followUp(open) {
        book.put(item)
      } else {
        faults.append(Fault(path: "follow-up \(open.int(0))", message: Self.setAside))
      }
    }
    try readContacts(into: &book)
    return (book, faults)
  }

  private func readContacts(into book: inout FollowUpBook) throws(StoreError) {
    let kinds = FollowUpKind.allCases.filter(\.isContact).map { "'\($0.rawValue)'" }
    // Case by case, by the index: all that was ever done takes a second to go through.
    let contacts = try reading.prepare(
      """
      WITH RECURSIVE known (name) AS (
        SELECT min(case_id) FROM follow_ups
        UNION ALL
        SELECT (SELECT min(case_id) FROM follow_ups WHERE case_id > name) FROM known
        WHERE name IS NOT NULL
      )
      SELECT name, (
        SELECT done_at FROM follow_ups
        WHERE case_id = name AND done_at \(Rows.isTime)
          AND kind IN (\(kinds.joined(separator: ", ")))
        ORDER BY done_at DESC LIMIT 1
      ) AS contact FROM known WHERE contact IS NOT NULL
      """, "read follow-ups")
    while try contacts.step() {
      book.noteContact(CaseID(contacts.text(0)), at: contacts.int(1))
    }
  }

  /// What no alert has a part in, looked through for the last backup: more than a large unit
  /// records between two of them.
  static let backupLookBack = 20_000

  /// Wall times of the last backup, nil where none is found, and of the first row that was looked
  /// at for it, nil for an empty ledger.
  package func backupTimes() throws(StoreError) -> (last: Int64?, since: Int64?) {
    let newest = """
      SELECT at, kind FROM events WHERE alert IS NULL ORDER BY seq DESC
      """
    let last = try reading.number(
      """
      SELECT at FROM (\(newest) LIMIT \(Self.backupLookBack))
      WHERE kind = '\(BackupNote.kind)' AND at \(Rows.isTime) LIMIT 1
      """,
      "find the last backup")
    let since = try reading.number(
      "\(newest) LIMIT 1 OFFSET \(Self.backupLookBack - 1)", "find the last backup")
    let first = try reading.number(
      "SELECT at FROM events ORDER BY seq LIMIT 1", "read the first row")
    return (last, (since ?? first).flatMap { Timestamp.bounds.contains($0) ? $0 : nil })
  }

  /// Wall time of the newest row or of the last sign of life, nil for an empty ledger.
  package func lastSeen() throws(StoreError) -> Int64? {
    try Self.lastSeen(reading)
  }
}
