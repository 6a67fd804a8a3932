import AmparoCore
import AmparoStore

/// The real SQLite journal on a real file. A crash leaves it as a killed process does: what was
/// written is there. Power loss is for tests that have a file system to cut off.
final class SimFile: SimStore {
  private let path: String
  private var dice: SimDice
  private var journal: SimFileJournal?
  private var fates: [SimFate] = []
  private var rows: Int64 = 0
  private(set) var diedWriting = false
  var fault: SimDiskFault?
  var deathInWrite = 0.0

  init(_ path: String, _ dice: SimDice) {
    self.path = path
    self.dice = dice
  }

  func takeFates() -> [SimFate] {
    defer { fates = [] }
    return fates
  }

  func open() throws(JournalFailure) -> any RecoverableJournal {
    journal = nil
    do throws(StoreError) {
      let fresh = SimFileJournal(try SQLiteJournal(path: path), self)
      journal = fresh
      return fresh
    } catch {
      throw error.failure
    }
  }

  /// Writes, or dies before or after it; a broken disk refuses before anything is written.
  func write(
    _ turns: [Turn], isSettling: Bool, _ body: () throws(JournalFailure) -> Void
  ) throws(JournalFailure) {
    let dies = dice.chance(deathInWrite)
    if dies && dice.chance(0.5) {
      diedWriting = true
      return fates.append(.lost)
    }
    if fault != nil {
      fates.append(.lost)
      throw JournalFailure(message: "simulated", isDiskFull: fault == .full)
    }
    try body()
    diedWriting = dies
    let entries = turns.flatMap(\.entries).map { entry in
      rows += 1
      return StoredEntry(seq: rows, entry: entry, hash: [])
    }
    fates.append(isSettling ? .settled(entries) : .committed(entries))
  }

  func crash() {
    diedWriting = false
    journal = nil
  }

  func close(last: LastNumbers) -> Bool {
    guard fault == nil, let journal else { return false }
    do throws(JournalFailure) {
      try journal.close(last)
      return true
    } catch {
      return false
    }
  }

  func published(after stream: Int64, limit: Int) throws -> [StoredEntry] {
    try Reader(path: path).published(after: stream, limit: limit)
  }

  func erasable(_ cutoffs: RetentionCutoffs) throws -> Erasable? {
    try Reader(path: path).erasable(cutoffs)
  }

  func alert(of requestID: String) -> AlertID? {
    do {
      return try journal?.alert(requestID: requestID)
    } catch {
      return nil
    }
  }

  func row(of alert: AlertID) -> AlertRow? {
    do {
      return try Reader(path: path)
        .alerts(state: nil, since: nil, before: AlertID(alert.rawValue + 1), limit: 1).first
    } catch {
      return nil
    }
  }

  func wasUnreadable(_ requestID: String) -> Bool { false }

  /// Every page of an alert is stored with the step that orders it; checked on ``SimDisk``.
  func holds(_ page: PageID) -> Bool { true }

  func brokenChain() -> String? {
    do {
      let finding = try Verifier(Reader(path: path)).verify()
      if case .whole = finding { return nil }
      return "\(finding)"
    } catch {
      return "\(error)"
    }
  }
}
