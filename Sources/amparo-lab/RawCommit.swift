import AmparoHost
import CSQLite

/// The measure of all figures: the rows of one raise, written with nothing but SQLite, one
/// transaction each, in a write-ahead log with synchronous=FULL.
final class RawCommit {
  private let handle: OpaquePointer
  private let statements: [OpaquePointer]
  private var id: Int64 = 0

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

  /// Opens a database of that name in the directory. Its log is checkpointed as SQLite does by
  /// itself.
  init(directory: String, name: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open("\(directory)/\(name).db", &opened) == SQLITE_OK, let handle = opened
    else { throw LabError("the raw database cannot be opened in \(directory)") }
    guard sqlite3_exec(handle, Self.schema, nil, nil, nil) == SQLITE_OK else {
      throw LabError("the raw schema was refused: \(String(cString: sqlite3_errmsg(handle)))")
    }
    self.handle = handle
    statements = try Self.prepare(handle)
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// The time of each of so many transactions of `raisesPerCommit` raises' rows.
  static func measure(directory: String, commits: Int, raisesPerCommit: Int = 1) throws -> Samples {
    let raw = try RawCommit(directory: directory, name: "raw-\(raisesPerCommit)")
    var samples = Samples()
    for _ in 0..<commits {
      let start = Clock.monotonicNanoseconds()
      _ = try raw.commit(raises: raisesPerCommit)
      samples.add(Clock.monotonicNanoseconds() - start)
    }
    return samples
  }

  /// Commits the rows of so many raises in one transaction, and answers the last one's number.
  func commit(raises: Int) throws -> Int64 {
    sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil)
    for _ in 0..<raises {
      id += 1
      for statement in statements { try insert(statement) }
    }
    guard sqlite3_exec(handle, "COMMIT", nil, nil, nil) == SQLITE_OK else {
      throw LabError("a raw commit failed: \(String(cString: sqlite3_errmsg(handle)))")
    }
    return id
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

  private func insert(_ statement: OpaquePointer) throws {
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_int64(statement, 1, id)
    if sqlite3_bind_parameter_count(statement) > 1 { sqlite3_bind_int64(statement, 2, id) }
    if sqlite3_bind_parameter_count(statement) > 2 {
      sqlite3_bind_text(statement, 3, Self.body, -1, copied)
    }
    if sqlite3_bind_parameter_count(statement) > 3 {
      sqlite3_bind_text(statement, 4, Self.personal, -1, copied)
    }
    guard sqlite3_step(statement) == SQLITE_DONE else {
      throw LabError("a raw row was refused: \(String(cString: sqlite3_errmsg(handle)))")
    }
    sqlite3_reset(statement)
  }
}
