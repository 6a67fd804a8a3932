import CSQLite
import Glibc

/// Opening the database: ours, of a version we know, whole; or refused in plain words.
extension Connection {
  static func open(_ path: String) throws(StoreError) -> Connection {
    try checkFile(path)
    let mask = umask(0o077)
    defer { umask(mask) }
    let connection: Connection
    do throws(StoreError) {
      connection = try Connection(path: path, mode: .writing)
      try connection.checkOwner(path)
      try connection.configure()
      try connection.migrate()
    } catch {
      throw explain(error, path)
    }
    return connection
  }

  /// Throws what ``open(_:)`` would refuse the database for by what it is, and changes nothing; one
  /// that is not there yet, or not ours to look at, is refused for nothing.
  static func inspect(_ path: String) throws(StoreError) {
    guard access(path, R_OK) == 0 else { return }
    do throws(StoreError) {
      try Connection(path: path, mode: .reading).checkOwner(path)
    } catch {
      throw explain(error, path)
    }
  }

  private static func checkFile(_ path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError("the database \(path) is a directory or a device; name a file")
    }
    if status.st_mode & 0o077 != 0 && chmod(path, 0o600) != 0 {
      throw StoreError("the database \(path) can be read by others and its mode not be mended")
    }
  }

  private static func explain(_ error: StoreError, _ path: String) -> StoreError {
    var told = error
    switch error.code {
    case SQLITE_NOTADB: told.message = "\(path) is no SQLite database, or its start is damaged"
    case SQLITE_CORRUPT: told.message = "the database \(path) is damaged; restore a backup"
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM:
      told.message = "the database \(path) cannot be opened for writing; check owner and mode"
    case SQLITE_FULL:
      told.message = "the disk of the database \(path) is full; make room"
    case SQLITE_BUSY: told.message = "the database \(path) is locked by another program"
    default: break
    }
    return told
  }

  /// A file with tables in it must be marked as ours before anything is written.
  private func checkOwner(_ path: String) throws(StoreError) {
    let owner = try number("PRAGMA application_id", "read application_id") ?? 0
    let version = try number("PRAGMA user_version", "read user_version") ?? 0
    let tables = try number("SELECT count(*) FROM sqlite_schema", "read the schema") ?? 0
    if owner == Schema.applicationID {
      guard version <= Schema.version else {
        throw StoreError(
          "the database \(path) was made by a newer Amparo (schema \(version), this one knows "
            + "\(Schema.version)); install that version again")
      }
    } else if owner != 0 || tables > 0 {
      throw StoreError("\(path) is the database of another program; it is left as it is")
    }
  }

  /// FULL: a commit returns when the log is on stable storage (sqlite.org/pragma.html). What is
  /// erased is overwritten. The log is checkpointed by ``Checkpointer``, never in the middle of a
  /// commit.
  private func configure() throws(StoreError) {
    try execute(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -16000;
      """, "configure")
    guard try text("PRAGMA journal_mode", "read journal_mode") == "wal" else {
      throw StoreError("the file system does not allow a write-ahead log; use a local disk")
    }
  }

  private func migrate() throws(StoreError) {
    let version = Int(try number("PRAGMA user_version", "read user_version") ?? 0)
    for (index, migration) in Schema.migrations.enumerated().dropFirst(version) {
      try execute(
        """
        BEGIN IMMEDIATE;
        \(migration.sql)
        PRAGMA application_id = \(Schema.applicationID);
        PRAGMA user_version = \(index + 1);
        COMMIT;
        """, "migrate: \(migration.name)")
    }
  }
}
