import AmparoCore
import CSQLite

/// The journal in SQLite: one writing connection, on the line's thread.
package final class SQLiteJournal: Journal {
  package let path: String
  private var connection: Connection?
  private var writer: Writer?
  private var requestLookup: Statement?
  private var pastLookup: Statement?
  /// Why the file is not trusted; nil while it is.
  private var distrust: JournalFailure?
  /// False where the end of the ledger could not be read, so that nothing can be chained to it.
  private var isChained = true
  private let log = LogLength()
  /// Whether the log may hold what was erased, or what a daemon that was killed has erased.
  private(set) var hasErasedInLog = true

  private var tip: ChainTip
  package private(set) var lastNumbers: LastNumbers
  package let strayTables: [String]

  /// Whether pages may be lost that the system believes written. Not where a commit only found the
  /// database locked by another program: then nothing was written at all.
  var isSuspect = false

  package init(path: String) throws(StoreError) {
    let connection = try Connection.open(path)
    let writer = try Writer(connection)
    self.path = path
    self.connection = connection
    self.writer = writer
    let head = try Self.head(connection)
    lastNumbers = try Self.lastNumbers(connection)
    strayTables = try Self.strayTables(connection)
    tip = ChainTip(seq: head.0, hash: head.1, marks: lastNumbers)
    // Before any number is given out: the first commit may fail already.
    try writer.write([], [], meta: tip.markAhead(of: lastNumbers))
    tip.marked()
    log.listen(to: connection)
  }

  /// Throws what opening the database at the path would be refused for, such as that a newer Amparo
  /// made it; changes nothing.
  package static func inspect(path: String) throws(StoreError) { try Connection.inspect(path) }

  /// What a start falls back to where ``init(path:)`` was refused: what can be read is read,
  /// nothing is trusted, and the file is tried again by ``settle(_:)`` as after a failed commit.
  /// Throws the refusal itself where that is no help.
  package init(salvaging path: String, after refusal: StoreError) throws(StoreError) {
    guard Salvage.canHelp(refusal) else { throw refusal }
    let copy: Connection
    do throws(StoreError) {
      copy = try Salvage.open(path)
    } catch {
      throw refusal
    }
    self.path = path
    connection = copy
    distrust = refusal.failure
    isSuspect = true
    let found = Salvage.numbers(copy)
    isChained = found.head != nil
    lastNumbers = found.last
    strayTables = found.strays
    let head = found.head ?? (0, Chain.root)
    tip = ChainTip(seq: head.0, hash: head.1, marks: found.last)
  }

  package func commit(_ turn: Turn) throws(JournalFailure) {
    let entries = tip.chain(turn)
    guard distrust == nil, let writer else {
      tip.owe(entries)
      throw distrust ?? JournalFailure(message: "the database is not open")
    }
    do throws(StoreError) {
      try writer.write([turn], entries, meta: tip.moveMarks(for: turn, entries))
      tip.marked()
      if turn.endsErasure { hasErasedInLog = true }
    } catch {
      distrust = error.failure
      isSuspect = isSuspect || !error.isLockedOut
      tip.owe(entries)
      throw error.failure
    }
  }

  package var reserved: LastNumbers { tip.stored }
  package var tried: LastNumbers { tip.marks }

  package func reserve(_ last: LastNumbers) throws(JournalFailure) {
    guard distrust == nil, let writer else {
      throw distrust ?? JournalFailure(message: "the database is not open")
    }
    do throws(StoreError) {
      try writer.write([], [], meta: tip.markAhead(of: last))
      tip.marked()
    } catch {
      distrust = error.failure
      isSuspect = isSuspect || !error.isLockedOut
      throw error.failure
    }
  }

  package func settle(_ owed: [Turn]) throws(JournalFailure) {
    guard isChained else {
      throw JournalFailure(
        message: "the end of the ledger cannot be read; stop the daemon and restore a backup")
    }
    let entries = tip.takeUp(owed)
    do throws(StoreError) {
      // Closed first: while a connection is open, SQLite keeps what it believes of the log.
      requestLookup = nil
      pastLookup = nil
      writer = nil
      connection = nil
      let fresh = try Connection.open(path)
      // What is there can be read whether or not anything can be written.
      connection = fresh
      let writer = try Writer(fresh)
      // Every owed row again under the place and link it was given, whether or not an earlier try
      // had landed: the same row twice is one row, and its pages are written anew.
      try writer.write(owed, entries, meta: tip.marks.rows)
      if isSuspect { try Self.syncWhole(fresh) }
      log.listen(to: fresh)
      self.writer = writer
    } catch {
      isSuspect = isSuspect || !error.isLockedOut
      throw error.failure
    }
    distrust = nil
    isSuspect = false
    tip.settled()
  }

  /// After a failed sync the kernel may hold pages it believes written. A checkpoint writes all of
  /// the log's content to the database file anew and syncs that; only its success is trusted.
  private static func syncWhole(_ connection: Connection) throws(StoreError) {
    var inLog: Int32 = 0
    var moved: Int32 = 0
    let code = sqlite3_wal_checkpoint_v2(
      connection.handle, "main", SQLITE_CHECKPOINT_TRUNCATE, &inLog, &moved)
    guard code == SQLITE_OK else {
      var failure = connection.error("checkpoint", code)
      if failure.isLockedOut {
        failure.message += "; another program reads the database without a pause, stop it for now"
      }
      throw failure
    }
  }

  package func alert(requestID: String) throws(JournalFailure) -> AlertID? {
    do throws(StoreError) {
      let lookup = try lookUpRequest()
      lookup.bind(1, requestID)
      guard try lookup.step() else { return nil }
      defer { lookup.reset() }
      return AlertID(lookup.int(0))
    } catch {
      throw error.failure
    }
  }

  package func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert] {
    do throws(StoreError) {
      let lookup = try lookUpPast()
      lookup.bind(1, id.rawValue)
      lookup.bind(2, limit)
      var found: [PastAlert] = []
      while try lookup.step() {
        found.append(
          PastAlert(
            alert: AlertID(lookup.int(0)), raisedAt: lookup.int(1),
            outcome: lookup.optionalText(2)))
      }
      return found
    } catch {
      throw error.failure
    }
  }

  private func lookUpPast() throws(StoreError) -> Statement {
    if let pastLookup { return pastLookup }
    let lookup = try reading.prepare(
      """
      SELECT id, raised_at, outcome FROM alert_cases JOIN alerts ON id = alert
      WHERE case_id = ? AND NOT is_open AND NOT is_drill ORDER BY alert DESC LIMIT ?
      """, "find past alerts")
    pastLookup = lookup
    return lookup
  }

  private func lookUpRequest() throws(StoreError) -> Statement {
    if let requestLookup { return requestLookup }
    let lookup = try reading.prepare(
      "SELECT alert FROM requests WHERE request_id = ?", "find request")
    requestLookup = lookup
    return lookup
  }

  package func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry] {
    do throws(StoreError) {
      return try reading.entries(of: alert)
    } catch {
      throw error.failure
    }
  }

  /// Whether the file at ``path`` is what is read and written; while it is not, what can be read
  /// may be a copy.
  var isTrusted: Bool { distrust == nil }

  /// The connection for what a start reads.
  var reading: Connection {
    get throws(StoreError) {
      guard let connection else { throw StoreError("the database is not open") }
      return connection
    }
  }

  /// The chain's head, `seq:hash`; what is owed is in it already.
  package var head: String { "\(tip.seq):\(Hex.text(tip.hash))" }

  /// A checkpoint of what a background one left over, so that the next commit starts the log over;
  /// the caller bounds how much that is. Where something was erased, the log is emptied, for its
  /// old pages hold that still. A reader can keep it from finishing: it is not waited for.
  func checkpointRest() {
    guard distrust == nil, let connection else { return }
    let mode = hasErasedInLog ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
    let code = connection.withoutWaiting {
      sqlite3_wal_checkpoint_v2(connection.handle, "main", mode, nil, nil)
    }
    if code == SQLITE_OK { hasErasedInLog = false }
  }

  /// Pages in the write-ahead log after the newest commit.
  var logPages: Int { log.pages }

  /// Ends cleanly: marks made exact, the log emptied into the file. Where another program reads the
  /// database, such as one that copies it, the log stays, and the next start reads it.
  package func close(last: LastNumbers) throws(JournalFailure) {
    guard distrust == nil, let writer, let connection else {
      throw JournalFailure(message: "the disk failed, and is not trusted since")
    }
    do throws(StoreError) {
      try writer.write([], [], meta: last.rows)
      try Self.syncWhole(connection)
    } catch {
      guard !error.isLockedOut else { return }
      throw error.failure
    }
  }
}
