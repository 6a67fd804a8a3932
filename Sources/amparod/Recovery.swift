import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// Brings the line back to where it stood: the directory and every open alert, read from the
/// database and applied by the same functions that made them.
struct Recovery {
  let journal: SQLiteJournal
  let configuration: Configuration

  func desk(at now: Moment) -> Desk {
    let numbers = journal.lastNumbers
    var state = LineState(
      lastAlert: numbers.alert, lastPage: numbers.page, lastStream: numbers.stream)
    var badRows: [Int64] = []
    var unread: [StoreError] = []
    read(into: &unread) { () throws(StoreError) in
      try journal.recover { stored in
        guard let row = Recorded(stored.entry) else { return badRows.append(stored.seq) }
        state.apply(row.event, to: row.alert, at: Moment(recorded: row.at))
      }
    }
    let lastSeen = read(into: &unread) { () throws(StoreError) in try journal.lastSeen() } ?? nil
    let rows = read(into: &unread) { () throws(StoreError) in try directoryRows() } ?? []
    let (directory, faults) = Directory.from(
      rows: rows,
      countryCode: configuration.escalation.countryCode,
      zone: SystemZone.rules, contacts: Set(configuration.escalation.contacts.keys),
      map: { HostThread.map($0, name: "amparo-start", $1) })
    // Where they cannot be read, no number of one is given again.
    let followUps = read(into: &unread) { () throws(StoreError) in try journal.followUps() }
    let openAlerts = read(into: &unread) { () throws(StoreError) in try journal.openAlerts() }
    let desk = Desk(
      state: state,
      context: Context(
        directory: directory, settings: configuration.escalation,
        followUps: followUps ?? FollowUpBook(lastID: FollowUpID(now.wall)), holds: holds(rows)),
      journal: journal, language: configuration.language, version: Version.text,
      startedAt: now, entropy: Entropy.next)
    desk.begin(at: now)
    desk.set("storage", .ok, "all is stored")
    desk.set("configuration", .ok, "as in its file")
    tell(badRows, faults, to: desk)
    tell(unread, to: desk)
    desk.restore((openAlerts ?? []).filter { state.alert($0.id) == nil })
    desk.resume(lastSeen: lastSeen, badRows: badRows.count)
    return desk
  }

  /// What cannot be read is left out and told: the line goes on with what is left.
  private func read<Value>(
    into unread: inout [StoreError], _ body: () throws(StoreError) -> Value
  ) -> Value? {
    do throws(StoreError) {
      return try body()
    } catch {
      unread.append(error)
      return nil
    }
  }

  private func directoryRows() throws(StoreError) -> [DirectoryRow] {
    let stored = try journal.directoryRows()
    if stored.isUntidy { try journal.tidyDirectory() }
    return stored.rows
  }

  private func tell(_ unread: [StoreError], to desk: Desk) {
    guard let first = unread.first else { return }
    desk.set(
      "database", .critical,
      "\(unread.count) parts could not be read at the start; restore a backup. The first: \(first)")
  }

  private func holds(_ rows: [DirectoryRow]) -> [CaseID: LegalHold] {
    let found = rows.compactMap { LegalHold(row: $0) }
    return Dictionary(found.map { ($0.caseID, $0) }) { $1 }
  }

  /// Rows that could not be understood are set aside: the rest of the alert goes on.
  private func tell(_ badRows: [Int64], _ faults: [Fault], to desk: Desk) {
    if let first = badRows.first {
      desk.set(
        "ledger", .critical,
        "\(badRows.count) rows could not be read and are set aside, the first is \(first)")
    } else {
      desk.set("ledger", .ok, "every row was read")
    }
    if let first = faults.first {
      desk.set("directory_rows", .warning, "\(faults.count) faults in what is stored: \(first)")
    }
  }
}
