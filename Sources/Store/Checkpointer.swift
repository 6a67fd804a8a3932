import CSQLite

/// Keeps the write-ahead log short: a log that starts over is overwritten in place, which costs a
/// commit far less than one that grows.
///
/// Two parts. The bulk is moved to the database file beside the line, on a connection of its own,
/// whenever the log has passed ``startPages``. What the line wrote meanwhile is moved by the line
/// between two turns; when nothing is left behind, the next commit starts the log over.
package final class Checkpointer: @unchecked Sendable {
  // Unchecked: `connection` is used only by `runBulk`, which one thread at a time calls; everything
  // else is used on the line's thread.
  private let journal: SQLiteJournal
  private var connection: Connection?
  /// Whether the bulk is being moved. What can wait should not write meanwhile: all that is written
  /// until it is done is left to the line, which then stands still for as long as it takes.
  package private(set) var isBulkUnderWay = false
  private var isBulkDone = false
  /// The log's length when a bulk was last done with: until a commit changes it, there is nothing
  /// that another could move.
  private var pagesDone = 0
  /// When emptying the log of what was erased is tried again, after a reader was in its way.
  private var nextTry: Int64 = 0

  /// Pages of log at which the bulk is moved: SQLite's own measure, some 4 MiB.
  static let startPages = 1000

  /// How long emptying the log is left alone when a reader was in its way, in nanoseconds: an audit
  /// of a large ledger reads for minutes.
  static let retryNanoseconds: Int64 = 1_000_000_000

  package init(_ journal: SQLiteJournal) { self.journal = journal }

  /// Between two turns of the line, at that instant of a clock that only runs forward: finishes a
  /// checkpoint whose bulk is done. Answers whether the bulk should be moved now, by ``runBulk()``
  /// beside the line.
  package func tend(nanoseconds now: Int64) -> Bool {
    if isBulkDone {
      isBulkDone = false
      journal.checkpointRest()
      nextTry = journal.hasErasedInLog ? now + Self.retryNanoseconds : 0
      pagesDone = journal.logPages
    }
    let isToEmpty = journal.hasErasedInLog && now >= nextTry
    let isLong = journal.logPages >= Self.startPages && journal.logPages != pagesDone
    guard !isBulkUnderWay, isToEmpty || isLong else { return false }
    isBulkUnderWay = true
    return true
  }

  /// Pages of the log that the line may be left with, and how often the bulk is moved to come down
  /// to that: each time only what was written meanwhile is left.
  static let restPages: Int32 = 32
  static let rounds = 4

  /// Moves the bulk; for a thread beside the line.
  package func runBulk() {
    do throws(StoreError) {
      if connection == nil { connection = try Connection(path: journal.path, mode: .writing) }
      guard let connection else { return }
      var before: Int32 = 0
      for _ in 0..<Self.rounds {
        var inLog: Int32 = 0
        sqlite3_wal_checkpoint_v2(
          connection.handle, "main", SQLITE_CHECKPOINT_PASSIVE, &inLog, nil)
        guard inLog - before > Self.restPages else { return }
        before = inLog
      }
    } catch {
      connection = nil
    }
  }

  /// The bulk is moved; said on the line's thread.
  package func bulkIsDone() {
    isBulkUnderWay = false
    isBulkDone = true
  }
}
