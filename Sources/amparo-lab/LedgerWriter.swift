import AmparoCore
import AmparoHost
import AmparoStore
import Glibc

/// Writes turns on a thread of its own, while the desk decides those that follow. Nothing is asked
/// of it meanwhile: what is made is new, every request of it.
final class LedgerWriter: Journal, @unchecked Sendable {
  // Unchecked: the journal and its checkpointer are used by the queue's thread alone until
  // ``finish(last:)`` has found the queue empty; `failure` is touched only under `lock`.
  private let journal: SQLiteJournal
  private let checkpointer: Checkpointer
  private let queue: WorkQueue
  private let lock = Lock()
  private var failure: JournalFailure?
  private var turnsLeft = 0

  /// Turns that may wait: the desk is at times faster, and each holds thousands of rows.
  private static let turnsMax = 2

  /// How long to wait for the other thread before looking again, in microseconds: little beside
  /// the time a turn takes to write.
  private static let patience: UInt32 = 500

  init(database: String) throws {
    journal = try SQLiteJournal(path: database)
    checkpointer = Checkpointer(journal)
    queue = try WorkQueue("lab-write", capacity: Self.turnsMax)
  }

  func commit(_ turn: Turn) throws(JournalFailure) {
    if let failure = lock.withLock({ failure }) { throw failure }
    lock.withLock { turnsLeft += 1 }
    while !queue.add({ [self] in write(turn) }) { usleep(Self.patience) }
  }

  private func write(_ turn: Turn) {
    do throws(JournalFailure) {
      try journal.commit(turn)
      if checkpointer.tend(nanoseconds: Clock.monotonicNanoseconds()) {
        checkpointer.runBulk()
        checkpointer.bulkIsDone()
      }
      lock.withLock { turnsLeft -= 1 }
    } catch {
      lock.withLock {
        turnsLeft -= 1
        failure = error
      }
    }
  }

  /// Waits until all is written, and closes the database as a daemon does that stops.
  func finish(last: LastNumbers) throws {
    while lock.withLock({ turnsLeft > 0 }) { usleep(Self.patience) }
    if let failure = lock.withLock({ failure }) { throw failure }
    try journal.close(last: last)
  }

  /// All numbers: the marks follow with each commit, and nobody counts on from them before
  /// ``finish(last:)`` has made them exact.
  let reserved = LastNumbers(alert: .max, page: .max, stream: .max)
  let tried = LastNumbers()

  func reserve(_ last: LastNumbers) throws(JournalFailure) {}

  func settle(_ owed: [Turn]) throws(JournalFailure) {
    throw JournalFailure(message: "a ledger in the making is not mended")
  }

  func alert(requestID: String) throws(JournalFailure) -> AlertID? { nil }

  func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert] { [] }

  func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry] { [] }
}
