import CSQLite

/// One connection to the database, used by one thread at a time: opened without SQLite's own
/// locking (sqlite.org/threadsafe.html), since whoever owns it never shares it.
final class Connection {
  enum Mode {
    case writing
    case reading
    /// A copy on any medium, which nobody changes meanwhile: no lock, no log, nothing written.
    case frozen
    /// A copy that is being made, which nobody else knows of: no lock, for those of a network file
    /// system can hang.
    case copying
  }

  let handle: OpaquePointer

  /// How long a statement waits for a lock that another program holds. Longer would hold up pages;
  /// what could not be written by then is owed and written later.
  private static let busyMilliseconds: Int32 = 100

  init(path: String, mode: Mode) throws(StoreError) {
    let access =
      switch mode {
      case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .copying: SQLITE_OPEN_READWRITE
      case .reading: SQLITE_OPEN_READONLY
      case .frozen: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    var opened: OpaquePointer?
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(
      mode == .frozen ? Self.frozenURI(path) : path, &opened, flags,
      mode == .copying ? "unix-none" : nil)
    guard let opened else {
      throw StoreError("open", code: code, extended: code, message: "out of memory")
    }
    handle = opened
    guard code == SQLITE_OK else { throw error("open", code) }
    sqlite3_busy_timeout(handle, Self.busyMilliseconds)
  }

  /// Does something that gives up at once where another connection is in its way.
  func withoutWaiting<Result>(_ body: () -> Result) -> Result {
    sqlite3_busy_timeout(handle, 0)
    defer { sqlite3_busy_timeout(handle, Self.busyMilliseconds) }
    return body()
  }

  deinit { sqlite3_close_v2(handle) }

  /// The path as sqlite.org/uri.html writes it.
  private static func frozenURI(_ path: String) -> String {
    let plain = path.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789/._-".contains(Character(scalar)))
      guard !isPlain else { return String(Character(scalar)) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count < 2 ? "0" : "") + hex
    }
    return "file:\(path.hasPrefix("/") ? "//" : "")\(plain.joined())?immutable=1"
  }

  func error(_ action: String, _ code: Int32) -> StoreError {
    StoreError(
      action, code: code & 0xff, extended: code,
      message: String(cString: sqlite3_errstr(code)))
  }

  func execute(_ sql: String, _ action: String) throws(StoreError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(action, code) }
  }

  func prepare(_ sql: String, _ action: String) throws(StoreError) -> Statement {
    try Statement(self, sql, action)
  }

  /// The one number that the statement answers; nil for none.
  func number(_ sql: String, _ action: String) throws(StoreError) -> Int64? {
    let statement = try prepare(sql, action)
    return try statement.step() ? statement.int(0) : nil
  }

  func text(_ sql: String, _ action: String) throws(StoreError) -> String? {
    let statement = try prepare(sql, action)
    return try statement.step() ? statement.text(0) : nil
  }
}
