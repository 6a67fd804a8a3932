import AmparoCore
import AmparoStore

/// The journal of one life over a ``SimDisk``: it trusts and owes as the one in SQLite does, by the
/// same ``ChainTip``.
final class SimJournal: RecoverableJournal {
  private unowned let disk: SimDisk
  private let plant: SimPlant?
  private var tip: ChainTip
  private(set) var isTrusted = true
  private var isOpen = true
  let lastNumbers: LastNumbers

  init(_ disk: SimDisk, ahead: LastNumbers, plant: SimPlant?) {
    self.disk = disk
    self.plant = plant
    let tables = disk.tables
    let marks = plant == .reusedNumbers ? LastNumbers() : tables.marks
    tip = ChainTip(
      seq: tables.rows.last?.seq ?? 0, hash: tables.rows.last?.hash ?? Chain.root,
      marks: tables.marks, ahead: ahead)
    lastNumbers = LastNumbers(
      alert: max(marks.alert, tables.alerts.keys.max()?.rawValue ?? 0),
      page: max(marks.page, tables.pages.keys.max()?.rawValue ?? 0),
      stream: max(marks.stream, tables.maxStream), seq: tip.seq)
    let unmarked = tip
    _ = tip.markAhead(of: lastNumbers)
    if disk.mark(tip.marks) { tip.marked() } else { tip = unmarked }
  }

  var tried: LastNumbers { tip.marks }

  /// The numbers may be those of another life that could not mark its own either.
  var reserved: LastNumbers {
    plant == .unmarkedNumbers ? LastNumbers(alert: .max, page: .max, stream: .max) : tip.stored
  }

  func reserve(_ last: LastNumbers) throws(JournalFailure) {
    guard isTrusted else { throw JournalFailure(message: "not settled yet") }
    _ = tip.markAhead(of: last)
    guard disk.mark(tip.marks) else {
      isTrusted = false
      throw JournalFailure(message: "mark: simulated")
    }
    tip.marked()
  }

  func commit(_ turn: Turn) throws(JournalFailure) {
    let entries = tip.chain(turn)
    guard isTrusted else {
      tip.owe(entries)
      throw JournalFailure(message: "not settled yet")
    }
    _ = tip.moveMarks(for: turn, entries)
    do throws(JournalFailure) {
      try disk.write(
        SimWrite(turns: [turn], entries: entries, marks: tip.marks), isSettling: false)
      tip.marked()
    } catch {
      isTrusted = false
      tip.owe(entries)
      throw error
    }
  }

  func settle(_ owed: [Turn]) throws(JournalFailure) {
    let entries = tip.takeUp(owed)
    isOpen = false
    try disk.reopen()
    isOpen = true
    try disk.write(SimWrite(turns: owed, entries: entries, marks: tip.marks), isSettling: true)
    isTrusted = true
    tip.settled()
  }

  private func checkOpen() throws(JournalFailure) {
    guard isOpen, disk.fault != .gone else { throw JournalFailure(message: "read: simulated") }
  }

  func alert(requestID: String) throws(JournalFailure) -> AlertID? {
    do throws(JournalFailure) {
      try checkOpen()
    } catch {
      disk.unreadable.insert(requestID)
      throw error
    }
    return disk.tables.requests[requestID]
  }

  func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert] {
    try checkOpen()
    return disk.tables.alerts.values
      .filter { !$0.isOpen && !$0.isDrill && $0.cases.contains(id) }
      .sorted { $0.id > $1.id }.prefix(limit)
      .map { PastAlert(alert: $0.id, raisedAt: $0.raisedAt, outcome: $0.outcome) }
  }

  func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry] {
    try checkOpen()
    return disk.tables.entries(of: alert)
  }

  func openAlerts() -> [AlertID] {
    disk.tables.alerts.values.filter(\.isOpen).map(\.id).sorted()
  }

  func replay(
    _ alerts: [AlertID], map: @escaping ReplayedAlerts.Map, take: (ReplayedAlerts) -> Void
  ) {
    let last = alerts.compactMap { disk.tables.entries(of: $0).last?.seq }.max()
    let forgotten = plant == .forgottenRow ? last : nil
    for part in ReplayedAlerts.parts(of: alerts) {
      take(
        ReplayedAlerts(part) { alert, take in
          for row in disk.tables.entries(of: alert) where row.seq != forgotten {
            take(row.seq, Recorded(row.entry)?.event, row.entry.at + shift(of: row.entry))
          }
        })
    }
  }

  /// The planted fault, of who holds an alert: 5 s.
  private func shift(of entry: LedgerEntry) -> Int64 {
    let isHeld = entry.kind == "acknowledged" || entry.kind == "progressed"
    return plant == .shiftedDeadline && isHeld ? 5000 : 0
  }

  func row(of alert: AlertID) -> AlertRow? { disk.tables.alerts[alert] }

  var strayTables: [String] { [] }

  func directoryRows() -> (rows: [DirectoryRow], faults: [Fault], isUntidy: Bool) {
    var found = disk.tables.directoryRows
    if plant == .forgottenCase { _ = found.rows.popLast() }
    return (found.rows, [], found.isUntidy)
  }

  func tidyDirectory() { disk.tidyDirectory() }

  func followUps() -> (book: FollowUpBook, faults: [Fault]) {
    var book = FollowUpBook()
    for item in disk.tables.followUps.values.sorted(by: { $0.id < $1.id }) { book.put(item) }
    return (book, [])
  }

  func lastSeen() -> Int64? { disk.tables.rows.last?.entry.at }
}
