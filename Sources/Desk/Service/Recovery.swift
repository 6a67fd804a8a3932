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
    let (rows, misplaced) = read(into: &unread) { try directoryRows() } ?? ([], [])
    let (directory, faults) = Directory.from(
      rows: rows, countryCode: settings.countryCode, zone: zone,
      contacts: Set(settings.contacts.keys), map: map)
    let (holds, unclear) = holds(rows, at: now)
    // Where they cannot be read, no number of one is given again.
    let followUps = read(into: &unread) { try journal.followUps() }
    let lost = open.filter { state.alert($0) == nil }.compactMap { id in
      read(into: &unread) { try journal.row(of: id) } ?? nil
    }
    let desk = Desk(
      state: consume state,
      context: Context(
        directory: directory, settings: settings,
        followUps: followUps?.book ?? FollowUpBook(lastID: FollowUpID(now.wall)), holds: holds),
      journal: journal, language: language, version: version, startedAt: now, entropy: entropy)
    desk.begin(at: now)
    desk.set("storage", .ok, "all is stored")
    desk.set("configuration", .ok, "as in its file")
    tell(badRows.sorted(), to: desk)
    tell(misplaced + faults + unclear + (followUps?.faults ?? []), to: desk)
    tell(unread, journal.strayTables, to: desk)
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

  private func directoryRows() throws -> ([DirectoryRow], [Fault]) {
    let stored = try journal.directoryRows()
    if stored.isUntidy { try journal.tidyDirectory() }
    return (stored.rows, stored.faults)
  }

  private func tell(_ unread: [any Error], _ strays: [String], to desk: Desk) {
    if let first = unread.first {
      desk.set(
        "database", .critical,
        "\(unread.count) parts could not be read at the start; restore a backup. The first: "
          + "\(first)")
    } else if !strays.isEmpty {
      desk.set(
        "database", .critical,
        "there are numbers that were never given out in \(strays.joined(separator: ", ")); "
          + "restore a backup")
    }
  }

  /// The holds in force. One that cannot be read is in force all the same, for its row is named
  /// by the case, and what it protects could not be brought back.
  private func holds(
    _ rows: [DirectoryRow], at now: Moment
  ) -> (holds: [CaseID: LegalHold], unclear: [Fault]) {
    var holds: [CaseID: LegalHold] = [:]
    var unclear: [Fault] = []
    for row in rows where row.kind == .hold {
      let id = CaseID(row.id)
      if let hold = LegalHold(row: row) {
        holds[id] = hold
      } else {
        holds[id] = LegalHold(caseID: id, reason: "", by: "", at: now.wall)
        unclear.append(Fault(path: "hold \(row.id)", message: "who placed it can't be read"))
      }
    }
    return (holds, unclear)
  }

  /// Rows that could not be understood are set aside: the rest of the alert goes on.
  private func tell(_ badRows: [Int64], to desk: Desk) {
    if let first = badRows.first {
      desk.set(
        "ledger", .critical,
        "\(badRows.count) rows could not be read and are set aside, the first is \(first)")
    } else {
      desk.set("ledger", .ok, "every row was read")
    }
  }

  /// Where the first is, and not what it says: that quotes what is stored, a number perhaps, and
  /// health goes to the system journal and to whoever watches over the machine.
  private func tell(_ faults: [Fault], to desk: Desk) {
    guard let first = faults.first else { return }
    desk.set(
      "directory_rows", .warning,
      "\(faults.count) faults in what is stored, the first is in \(first.path)")
  }
}
