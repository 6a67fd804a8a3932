import AmparoHost
import CSQLite

/// The measure of all figures: the rows of one raise, written with nothing but SQLite, one
/// transaction each, in a write-ahead log with synchronous=FULL.
struct RawCommit {
  private static let schema = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER, kind TEXT, alert INTEGER,
      actor TEXT, body TEXT, personal TEXT, salt BLOB, digest BLOB, stream INTEGER, hash BLOB);
    CREATE INDEX events_alert ON events (alert);
    CREATE INDEX events_stream ON events (stream);
    CREATE TABLE access (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT, hash BLOB);
    CREATE TABLE alerts (id INTEGER PRIMARY KEY, state TEXT, raised_at INTEGER,
      deadline INTEGER, cases TEXT);
    CREATE TABLE requests (request_id TEXT PRIMARY KEY, alert INTEGER) WITHOUT ROWID;
    CREATE TABLE pages (id INTEGER PRIMARY KEY, alert INTEGER, officer TEXT, channel TEXT,
      state TEXT);
    CREATE INDEX pages_owed ON pages (alert) WHERE state = 'owed';
    """

  /// One raise's rows: two events, an alert, a request, a page and a look at a case.
  private static let inserts = """
    INSERT INTO events VALUES (?1 * 2, ?2, 'raised', ?1, 'uid:0', ?3, ?4, zeroblob(16),
      zeroblob(32), NULL, zeroblob(32));
    INSERT INTO events VALUES (?1 * 2 + 1, ?2, 'step_started', ?1, 'uid:0', ?3, NULL, NULL, NULL,
      ?1, zeroblob(32));
    INSERT INTO alerts VALUES (?1, 'paging', ?2, ?2, 'VG-0001');
    INSERT INTO requests VALUES ('bench-' || ?1, ?1);
    INSERT INTO pages VALUES (?1, ?1, 'o1', 'queue', 'owed');
    INSERT INTO access VALUES (?1, ?2, '{"page":1}', zeroblob(32));
    """

  /// About the size of a raise's body and of what its caller said.
  private static let body = String(repeating: "x", count: 240)
  private static let personal = String(repeating: "y", count: 48)

  /// Commits so many raises' rows, `rows` raises a transaction, and returns the time of each
  /// transaction. The log is checkpointed as SQLite does by itself.
  static func measure(directory: String, commits: Int, raisesPerCommit: Int = 1) throws -> Samples {
    var handle: OpaquePointer?
    guard sqlite3_open("\(directory)/raw-\(raisesPerCommit).db", &handle) == SQLITE_OK, let handle
    else { throw LabError("the raw database cannot be opened in \(directory)") }
    defer { sqlite3_close_v2(handle) }
    guard sqlite3_exec(handle, schema, nil, nil, nil) == SQLITE_OK else {
      throw LabError("the raw schema was refused: \(String(cString: sqlite3_errmsg(handle)))")
    }
    let statements = try prepare(handle)
    defer { for statement in statements { sqlite3_finalize(statement) } }
    var samples = Samples()
    var id: Int64 = 0
    for _ in 0..<commits {
      let start = Clock.monotonicNanoseconds()
      sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil)
      for _ in 0..<raisesPerCommit {
        id += 1
        for statement in statements { try insert(statement, id: id, into: handle) }
      }
      guard sqlite3_exec(handle, "COMMIT", nil, nil, nil) == SQLITE_OK else {
        throw LabError("a raw commit failed: \(String(cString: sqlite3_errmsg(handle)))")
      }
      samples.add(Clock.monotonicNanoseconds() - start)
    }
    return samples
  }

  private static func prepare(_ handle: OpaquePointer) throws -> [OpaquePointer] {
    try inserts.split(separator: ";").map(String.init)
      .filter { $0.contains("INSERT") }
      .map { sql in
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement
        else { throw LabError("a raw statement was refused") }
        return statement
      }
  }

  private static func insert(
    _ statement: OpaquePointer, id: Int64, into handle: OpaquePointer
  ) throws {
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_int64(statement, 1, id)
    if sqlite3_bind_parameter_count(statement) > 1 { sqlite3_bind_int64(statement, 2, id) }
    if sqlite3_bind_parameter_count(statement) > 2 {
      sqlite3_bind_text(statement, 3, body, -1, copied)
    }
    if sqlite3_bind_parameter_count(statement) > 3 {
      sqlite3_bind_text(statement, 4, personal, -1, copied)
    }
    guard sqlite3_step(statement) == SQLITE_DONE else {
      throw LabError("a raw row was refused: \(String(cString: sqlite3_errmsg(handle)))")
    }
    sqlite3_reset(statement)
  }
}
