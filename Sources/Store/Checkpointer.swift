import CSQLite
import Glibc

/// Keeps the write-ahead log short: a log that starts over is overwritten in place, which costs a
/// commit far less than one that grows.
///
/// Two parts. The bulk is moved to the database file beside the line, on a connection of its own,
/// whenever the log has passed ``startBytes``. What the line wrote meanwhile is moved by the line
/// in its next quiet moment; when nothing is left behind, the next commit starts the log over.
package final class Checkpointer: @unchecked Sendable {
  // Unchecked: `connection` is used only by `runBulk`, which one thread at a time calls; everything
  // else is used on the line's thread.
  private let journal: SQLiteJournal
  private let logPath: String
  private var connection: Connection?
  private var isBulkUnderWay = false
  private var isBulkDone = false
  private var commitsAtReset = 0

  /// Bytes of log at which the bulk is moved: a thousand pages, SQLite's own measure.
  static let startBytes = 4 << 20

  /// The log's length is looked at only after so many commits: each writes a few pages, so it
  /// cannot have passed its measure before.
  static let commitsBetween = 64

  package init(_ journal: SQLiteJournal) {
    self.journal = journal
    logPath = journal.path + "-wal"
  }

  private var logBytes: Int {
    var status = stat()
    return stat(logPath, &status) == 0 ? Int(status.st_size) : 0
  }

  /// In a quiet moment of the line: finishes a checkpoint whose bulk is done. Answers whether the
  /// bulk should be moved now, by ``runBulk()`` beside the line.
  package func rest(commits: Int) -> Bool {
    if isBulkDone {
      isBulkDone = false
      if journal.checkpointRest() { commitsAtReset = commits }
    }
    guard !isBulkUnderWay, commits - commitsAtReset >= Self.commitsBetween,
      logBytes >= Self.startBytes
    else { return false }
    isBulkUnderWay = true
    return true
  }

  /// Moves the bulk; for a thread beside the line.
  package func runBulk() {
    do throws(StoreError) {
      if connection == nil { connection = try Connection(path: journal.path, mode: .writing) }
      guard let connection else { return }
      sqlite3_wal_checkpoint_v2(connection.handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
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
