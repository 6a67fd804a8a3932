import AmparoCore
import CSQLite
import Glibc

/// What can still be read of a database that cannot be opened for writing: the disk fails or is
/// full, the file is damaged, another program holds it. The file and its log are copied to where
/// the system keeps short-lived files, opened there, and unlinked at once.
enum Salvage {
  /// Whether a database that was refused like this may be readable all the same. One that is not
  /// ours, or of a newer schema, is left alone.
  static func canHelp(_ error: StoreError) -> Bool {
    [
      SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_BUSY,
      SQLITE_PROTOCOL,
    ].contains(error.code)
  }

  static func open(_ path: String) throws(StoreError) -> Connection {
    let directory = try makeDirectory()
    let copy = "\(directory)/copy.db"
    defer {
      for suffix in ["", "-wal", "-shm"] { unlink(copy + suffix) }
      rmdir(directory)
    }
    try copyFile(path, copy)
    // Without a log, all is in the file.
    if access(path + "-wal", F_OK) == 0 { try copyFile(path + "-wal", copy + "-wal") }
    let connection = try Connection.open(copy)
    // Its log is opened by the first thing that is read.
    _ = try connection.number("SELECT count(*) FROM sqlite_schema", "read the copy")
    return connection
  }

  /// Where the chain ends, nil if that cannot be read, and from where numbers are counted.
  ///
  /// What is given out before the file is trusted again cannot be marked in it, and must not be
  /// given again by the next start. So counting goes on as far behind the last number as time has
  /// passed since the last row: a hundred alerts a second, which no line is called by for long, and
  /// within a hundredth of one no start follows another.
  static func numbers(
    _ connection: Connection
  ) -> (head: (Int64, [UInt8])?, last: LastNumbers, strays: [String]) {
    let now = wallMilliseconds()
    let seen = known { () throws(StoreError) in try SQLiteJournal.lastSeen(connection) ?? 0 } ?? 0
    let head = known { () throws(StoreError) in try SQLiteJournal.head(connection) }
    let last = known { () throws(StoreError) in try SQLiteJournal.lastNumbers(connection) }
    // Where none can be read, all time counts: no number is as large.
    let passed = last == nil ? now : max(10, now - seen)
    return (
      head,
      LastNumbers(
        alert: (last?.alert ?? 0) + passed / 10, page: (last?.page ?? 0) + passed,
        stream: (last?.stream ?? 0) + passed, seq: head?.0 ?? 0),
      known { () throws(StoreError) in try SQLiteJournal.strayTables(connection) } ?? []
    )
  }

  private static func known<Value>(_ body: () throws(StoreError) -> Value) -> Value? {
    do throws(StoreError) { return try body() } catch { return nil }
  }

  private static func wallMilliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  /// Memory first: the disk may be what fails.
  private static func makeDirectory() throws(StoreError) -> String {
    for parent in ["/dev/shm", "/tmp"] {
      var template = Array("\(parent)/amparo-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    throw StoreError("there is no room to read the database apart")
  }

  private static let partBytes = 1 << 20

  private static func copyFile(_ from: String, _ to: String) throws(StoreError) {
    let source = Glibc.open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw StoreError("\(from) cannot be read") }
    defer { close(source) }
    let target = Glibc.open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw StoreError("\(to) cannot be made") }
    defer { close(target) }
    var part = [UInt8](repeating: 0, count: partBytes)
    while true {
      let count = Glibc.read(source, &part, part.count)
      if count == 0 { return }
      guard count > 0, Glibc.write(target, part, count) == count else {
        throw StoreError("\(from) cannot be read apart")
      }
    }
  }
}
