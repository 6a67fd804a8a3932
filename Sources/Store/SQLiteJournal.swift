import AmparoCore
import CSQLite

/// The journal in SQLite: one writing connection, on the line's thread.
package final class SQLiteJournal: Journal {
  package let path: String
  private var connection: Connection?
  private var writer: Writer?
  private var requestLookup: Statement?
  private var pastLookup: Statement?
  private var isTrusted = true
  private let log = LogLength()
  /// Whether the log may hold what was erased, or what a daemon that was killed has erased.
  private(set) var hasErasedInLog = true

  private var tip: ChainTip
  package private(set) var lastNumbers: LastNumbers

  package init(path: String) throws(StoreError) {
    let connection = try Connection.open(path)
    self.path = path
    self.connection = connection
    writer = try Writer(connection)
    let (seq, hash) = try Self.head(connection)
    let marks = LastNumbers(
      alert: try Self.meta("alert", connection), page: try Self.meta("page", connection),
      stream: try Self.meta("stream", connection))
    tip = ChainTip(seq: seq, hash: hash, marks: marks)
    lastNumbers = LastNumbers(
      alert: max(marks.alert, try connection.number("SELECT max(id) FROM alerts", "read") ?? 0),
      page: max(marks.page, try connection.number("SELECT max(id) FROM pages", "read") ?? 0),
      stream: max(
        marks.stream, try connection.number("SELECT max(stream) FROM events", "read") ?? 0),
      seq: seq)
    log.listen(to: connection)
    markAhead()
  }

  /// Where even this cannot be written, numbers may be given twice, should the process die before
  /// anything can; to refuse the start would be worse.
  private func markAhead() {
    let before = tip
    do throws(StoreError) {
      try writer?.write([], [], meta: tip.markAhead(of: lastNumbers))
    } catch {
      tip = before
    }
  }

  /// Throws what opening the database at the path would be refused for, such as that a newer Amparo
  /// made it; changes nothing.
  package static func inspect(path: String) throws(StoreError) { try Connection.inspect(path) }

  private static func head(_ connection: Connection) throws(StoreError) -> (Int64, [UInt8]) {
    let last = try connection.prepare(
      """
      SELECT seq, hash FROM (SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1)
      UNION ALL
      SELECT seq, hash FROM (SELECT seq, hash FROM access ORDER BY seq DESC LIMIT 1)
      ORDER BY seq DESC LIMIT 1
      """, "read the chain's head")
    return try last.step() ? (last.int(0), last.blob(1)) : (0, Chain.root)
  }

  private static func meta(_ key: String, _ connection: Connection) throws(StoreError) -> Int64 {
    let statement = try connection.prepare("SELECT value FROM meta WHERE key = ?", "read meta")
    statement.bind(1, key)
    return try statement.step() ? statement.int(0) : 0
  }

  package func commit(_ turn: Turn) throws(JournalFailure) {
    let entries = tip.chain(turn)
    guard isTrusted, let writer else {
      tip.owe(entries)
      throw JournalFailure(message: "an earlier commit failed and the file is not trusted yet")
    }
    do throws(StoreError) {
      try writer.write([turn], entries, meta: tip.moveMarks(for: turn, entries))
      if turn.endsErasure { hasErasedInLog = true }
    } catch {
      isTrusted = false
      tip.owe(entries)
      throw error.failure
    }
  }

  package func settle(_ owed: [Turn]) throws(JournalFailure) {
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
      try Self.syncWhole(fresh)
      log.listen(to: fresh)
      self.writer = writer
    } catch {
      throw error.failure
    }
    isTrusted = true
    tip.settled()
  }

  /// After a failed sync the kernel may hold pages it believes written. A checkpoint writes all of
  /// the log's content to the database file anew and syncs that; only its success is trusted.
  private static func syncWhole(_ connection: Connection) throws(StoreError) {
    var inLog: Int32 = 0
    var moved: Int32 = 0
    let code = sqlite3_wal_checkpoint_v2(
      connection.handle, "main", SQLITE_CHECKPOINT_TRUNCATE, &inLog, &moved)
    guard code == SQLITE_OK else { throw connection.error("checkpoint", code) }
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
    guard isTrusted, let connection else { return }
    let mode = hasErasedInLog ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
    let code = connection.withoutWaiting {
      sqlite3_wal_checkpoint_v2(connection.handle, "main", mode, nil, nil)
    }
    if code == SQLITE_OK { hasErasedInLog = false }
  }

  /// Pages in the write-ahead log after the newest commit.
  var logPages: Int { log.pages }

  /// Ends cleanly: marks made exact, the log emptied into the file.
  package func close(last: LastNumbers) throws(JournalFailure) {
    guard isTrusted, let writer, let connection else {
      throw JournalFailure(message: "storage still owes rows at the stop")
    }
    do throws(StoreError) {
      try writer.write([], [], meta: last.rows)
      try Self.syncWhole(connection)
    } catch {
      throw error.failure
    }
  }
}
