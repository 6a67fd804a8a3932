import AmparoCore
import AmparoStore

/// A disk in memory that loses what a disk loses: what was not synced may be there after a crash or
/// not, whole or not at all, since the log's checksums leave out a torn end.
final class SimDisk: SimStore {
  private(set) var tables = SimTables()
  /// Writes that failed in their sync, oldest first.
  private var uncertain: [SimWrite] = []
  private var fates: [SimFate] = []
  private(set) var diedWriting = false
  private var dice: SimDice
  private let plant: SimPlant?
  private var journal: SimJournal?
  /// How far numbers are marked ahead.
  private let ahead: LastNumbers
  /// Requests that were looked up in vain.
  var unreadable: Set<String> = []
  var fault: SimDiskFault?
  var deathInWrite = 0.0

  init(_ dice: SimDice, ahead: LastNumbers, plant: SimPlant?) {
    self.dice = dice
    self.ahead = ahead
    self.plant = plant
    tables.keepsPages = plant != .unstoredPage
  }

  func takeFates() -> [SimFate] {
    defer { fates = [] }
    return fates
  }

  func open() throws(JournalFailure) -> any RecoverableJournal {
    if fault == .gone { throw JournalFailure(message: "open: simulated") }
    let fresh = SimJournal(self, ahead: ahead, plant: plant)
    journal = fresh
    return fresh
  }

  /// What failed before shows as it is once the file is opened anew.
  func reopen() throws(JournalFailure) {
    if fault == .gone { throw JournalFailure(message: "open: simulated") }
    resolve()
  }

  /// Of writes that may have landed, each was tried after the one before, so the newest counts.
  private func resolve() {
    guard !uncertain.isEmpty else { return }
    defer { uncertain = [] }
    guard dice.chance(0.5) else { return fates.append(.reopened(nil)) }
    let index = dice.below(uncertain.count)
    tables.write(uncertain[index])
    fates.append(.reopened((index, Self.rows(uncertain[index]))))
  }

  /// Marks numbers before they are given out; false where the disk fails.
  func mark(_ marks: LastNumbers) -> Bool {
    guard fault == nil else { return false }
    tables.write(SimWrite(turns: [], entries: [], marks: marks))
    return true
  }

  func write(_ write: SimWrite, isSettling: Bool) throws(JournalFailure) {
    if isSettling, plant == .neverSettled { throw JournalFailure(message: "commit: planted") }
    if dice.chance(deathInWrite) {
      diedWriting = true
      let landed = dice.chance(0.5)
      if landed { tables.write(write) }
      fates.append(landed ? Self.fate(write, isSettling) : .lost)
      return
    }
    switch fault {
    case nil:
      if plant != .droppedCommit || !dice.chance(0.02) { tables.write(write) }
      fates.append(Self.fate(write, isSettling))
      if plant == .forgottenRequest { tables.forgetRequests() }
      if plant == .changedRow, dice.chance(0.01), !tables.rows.isEmpty {
        tables.changeRow(at: dice.below(tables.rows.count))
      }
    case .full:
      fates.append(.lost)
      throw JournalFailure(message: "commit: simulated full disk", isDiskFull: true)
    case .sync, .gone:
      uncertain.append(write)
      fates.append(isSettling ? .settleUncertain : .commitUncertain)
      throw JournalFailure(message: "commit: simulated I/O error")
    }
  }

  private static func fate(_ write: SimWrite, _ isSettling: Bool) -> SimFate {
    isSettling ? .settled(rows(write)) : .committed(rows(write))
  }

  private static func rows(_ write: SimWrite) -> [StoredEntry] {
    write.entries.map { StoredEntry(seq: $0.seq, entry: $0.entry, hash: $0.hash) }
  }

  func crash() {
    diedWriting = false
    journal = nil
    resolve()
  }

  func close(last: LastNumbers) -> Bool {
    guard fault == nil, let journal, journal.isTrusted else { return false }
    tables.write(SimWrite(turns: [], entries: [], marks: last))
    return true
  }

  func published(after stream: Int64, limit: Int) throws -> [StoredEntry] {
    if fault == .gone { throw JournalFailure(message: "read: simulated") }
    var found = tables.published(after: stream, limit: limit)
    if plant == .gapInReplay { found.removeAll { _ in dice.chance(0.3) } }
    return found
  }

  /// Nothing is erased in memory; see ``SimFile``.
  func erasable(_ cutoffs: RetentionCutoffs) -> Erasable? { nil }

  func alert(of requestID: String) -> AlertID? { tables.requests[requestID] }
  func row(of alert: AlertID) -> AlertRow? { tables.alerts[alert] }
  func holds(_ page: PageID) -> Bool { tables.pages[page] != nil }
  func wasUnreadable(_ requestID: String) -> Bool { unreadable.contains(requestID) }
  func tidyDirectory() { tables.tidyDirectory() }

  func brokenChain() -> String? {
    var check = ChainCheck()
    for item in tables.rows {
      if let found = check.take(item) { return "\(found)" }
    }
    return nil
  }
}
