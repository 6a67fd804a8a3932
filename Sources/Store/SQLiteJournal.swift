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

  private var salts = Salts()
  private var lastSeq: Int64
  private var lastHash: [UInt8]
  /// Up to these, numbers are marked as given out (see ``reserve(for:)``).
  private var reservedAlert: Int64
  private var reservedPage: Int64
  private var reservedStream: Int64
  package private(set) var lastNumbers: LastNumbers

  /// The links of turns that are owed: they keep the place and the hash they were first given.
  private var owedEntries: [ChainedEntry] = []
  /// How many of the owed turns have theirs already; the line brings later ones only when it
  /// settles.
  private var turnsChained = 0

  /// Numbers marked ahead. A number that was given out while the disk failed must never be given
  /// again after a crash, so counting goes on behind the mark; after a clean stop the marks are
  /// exact and nothing is skipped.
  private static let alertsAhead: Int64 = 256
  private static let pagesAhead: Int64 = 4096
  private static let streamAhead: Int64 = 4096

  package init(path: String) throws(StoreError) {
    let connection = try Connection.open(path)
    self.path = path
    self.connection = connection
    writer = try Writer(connection)
    let head = try Self.head(connection)
    (lastSeq, lastHash) = head
    reservedAlert = try Self.meta("alert", connection)
    reservedPage = try Self.meta("page", connection)
    reservedStream = try Self.meta("stream", connection)
    lastNumbers = LastNumbers(
      alert: max(reservedAlert, try connection.number("SELECT max(id) FROM alerts", "read") ?? 0),
      page: max(reservedPage, try connection.number("SELECT max(id) FROM pages", "read") ?? 0),
      stream: max(
        reservedStream, try connection.number("SELECT max(stream) FROM events", "read") ?? 0),
      seq: head.0)
    log.listen(to: connection)
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
    let entries = chain(turn)
    guard isTrusted, let writer else {
      owe(entries)
      throw JournalFailure(message: "an earlier commit failed and the file is not trusted yet")
    }
    do throws(StoreError) {
      try writer.write([turn], entries, meta: reserve(for: turn, entries))
      if turn.endsErasure { hasErasedInLog = true }
    } catch {
      isTrusted = false
      owe(entries)
      throw error.failure
    }
  }

  private func owe(_ entries: [ChainedEntry]) {
    owedEntries += entries
    turnsChained += 1
  }

  /// Gives each row its place and its link.
  private func chain(_ turn: Turn) -> [ChainedEntry] {
    turn.entries.map { entry in
      let item = ChainedEntry(entry, seq: lastSeq + 1, after: lastHash, salts: &salts)
      lastSeq = item.seq
      lastHash = item.hash
      return item
    }
  }

  /// The marks to move, where this turn gives out numbers beyond them.
  private func reserve(for turn: Turn, _ entries: [ChainedEntry]) -> [(String, Int64)] {
    var marks: [(String, Int64)] = []
    func move(_ key: String, _ mark: inout Int64, past last: Int64?, ahead: Int64) {
      guard let last, last > mark else { return }
      mark = last + ahead
      marks.append((key, mark))
    }
    let alert = turn.alerts.map(\.id.rawValue).max()
    let page = turn.pages.map(\.id.rawValue).max()
    let stream = entries.compactMap(\.entry.stream).max()
    move("alert", &reservedAlert, past: alert, ahead: Self.alertsAhead)
    move("page", &reservedPage, past: page, ahead: Self.pagesAhead)
    move("stream", &reservedStream, past: stream, ahead: Self.streamAhead)
    return marks
  }

  package func settle(_ owed: [Turn]) throws(JournalFailure) {
    for turn in owed.dropFirst(turnsChained) {
      owe(chain(turn))
    }
    do throws(StoreError) {
      // Closed first: while a connection is open, SQLite keeps what it believes of the log.
      requestLookup = nil
      pastLookup = nil
      writer = nil
      connection = nil
      let fresh = try Connection.open(path)
      let writer = try Writer(fresh)
      try rewrite(owed, by: writer)
      try Self.syncWhole(fresh)
      connection = fresh
      log.listen(to: fresh)
      self.writer = writer
    } catch {
      throw error.failure
    }
    isTrusted = true
    owedEntries = []
    turnsChained = 0
  }

  /// Writes every owed row again under the place and link it was given, whether or not an earlier
  /// try had landed: the same row twice is one row, and its pages are written anew.
  private func rewrite(_ owed: [Turn], by writer: Writer) throws(StoreError) {
    for turn in owed { _ = reserve(for: turn, owedEntries) }
    let marks = [
      ("alert", reservedAlert), ("page", reservedPage), ("stream", reservedStream),
    ]
    try writer.write(owed, owedEntries, meta: marks)
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
  package var head: String { "\(lastSeq):\(Hex.text(lastHash))" }

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
      try writer.write(
        [], [],
        meta: [("alert", last.alert), ("page", last.page), ("stream", last.stream)])
      try Self.syncWhole(connection)
    } catch {
      throw error.failure
    }
  }
}
