import AmparoCore

/// Brings the line back to where it stood: the directory and every open alert, read from the
/// journal and applied by the same functions that made them.
package struct Recovery {
  private let journal: any RecoverableJournal
  private let settings: EscalationSettings
  private let language: Language
  private let version: String
  private let zone: (String) -> ZoneRules?
  private let map: StoredCases.Map
  private let replayMap: ReplayedAlerts.Map
  private let entropy: () -> UInt64

  /// `zone` gives the rules of a zone of the tz database by its name, nil for a name that is none;
  /// `map` and `replayMap` may read the stored cases and the open alerts on several threads.
  package init(
    journal: any RecoverableJournal, settings: EscalationSettings, language: Language,
    version: String, zone: @escaping (String) -> ZoneRules?,
    map: @escaping StoredCases.Map = { $0.map($1) },
    replayMap: @escaping ReplayedAlerts.Map = ReplayedAlerts.serially,
    entropy: @escaping () -> UInt64
  ) {
    self.journal = journal
    self.settings = settings
    self.language = language
    self.version = version
    self.zone = zone
    self.map = map
    self.replayMap = replayMap
    self.entropy = entropy
  }

  /// A desk whose first turn is open; what the start brings about leaves with its end.
  package func desk(at now: Moment) -> Desk {
    let numbers = journal.lastNumbers
    var state = LineState(
      lastAlert: numbers.alert, lastPage: numbers.page, lastStream: numbers.stream)
    var unread: [any Error] = []
    let open = read(into: &unread) { try journal.openAlerts() } ?? []
    var owing: [AlertID] = []
    var badRows: [Int64] = []
    state.reserve(open.count)
    journal.replay(open, map: replayMap) { part in
      owing += part.owing
      badRows += part.badRows
      if let failure = part.failure { unread.append(failure) }
      state.insert(part, at: now)
    }
    let lastSeen = read(into: &unread) { try journal.lastSeen() } ?? nil
    let rows = read(into: &unread) { try directoryRows() } ?? []
    let (directory, faults) = Directory.from(
      rows: rows, countryCode: settings.countryCode, zone: zone,
      contacts: Set(settings.contacts.keys), map: map)
    // Where they cannot be read, no number of one is given again.
    let followUps = read(into: &unread) { try journal.followUps() }
    let lost = open.filter { state.alert($0) == nil }.compactMap { id in
      read(into: &unread) { try journal.row(of: id) } ?? nil
    }
    let desk = Desk(
      state: consume state,
      context: Context(
        directory: directory, settings: settings,
        followUps: followUps ?? FollowUpBook(lastID: FollowUpID(now.wall)), holds: holds(rows)),
      journal: journal, language: language, version: version, startedAt: now, entropy: entropy)
    desk.begin(at: now)
    desk.set("storage", .ok, "all is stored")
    desk.set("configuration", .ok, "as in its file")
    tell(badRows.sorted(), faults, to: desk)
    tell(unread, to: desk)
    desk.restore(lost)
    desk.resume(lastSeen: lastSeen, badRows: badRows.count, owing: owing.sorted())
    return desk
  }

  /// What cannot be read is left out and told: the line goes on with what is left.
  private func read<Value>(
    into unread: inout [any Error], _ body: () throws -> Value
  ) -> Value? {
    do {
      return try body()
    } catch {
      unread.append(error)
      return nil
    }
  }

  private func directoryRows() throws -> [DirectoryRow] {
    let stored = try journal.directoryRows()
    if stored.isUntidy { try journal.tidyDirectory() }
    return stored.rows
  }

  private func tell(_ unread: [any Error], to desk: Desk) {
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
