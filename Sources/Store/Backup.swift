import CSQLite
import Glibc

/// Copies of the database, made while it is in use and looked through before they count.
package enum Backup {
  /// Pages copied at a time, 256 KiB; between them others have the disk.
  private static let pagesPerStep: Int32 = 64

  /// The rest after each, in microseconds: at most some 100 MB a second.
  private static let restMicroseconds: UInt32 = 2000

  /// Pages after which the copy is brought to the disk, 4 MiB: one sync of all of it at the end
  /// would hold up the commits of the line.
  private static let pagesPerSync: Int32 = 1024

  /// Room that a copy leaves on the database's own disk, in bytes, whatever becomes of it: alerts
  /// need it more.
  package static let reserveBytes: Int64 = 64 << 20

  /// Copies the database as it stands at this instant to a path where nothing is, on stable storage
  /// when it returns. What is committed meanwhile is not in it, and nothing waits for it. A copy
  /// that failed is removed.
  package static func copy(_ database: String, to path: String) throws(StoreError) {
    let source = try Connection(path: database, mode: .reading)
    // Holds this one state, or each commit would have the copy begin again.
    try source.execute("BEGIN; SELECT count(*) FROM sqlite_schema", "begin the copy")
    try checkRoom(for: source, database, path)
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw unwritable(path, errno) }
    defer { close(file) }
    do throws(StoreError) {
      try copy(source, to: path, file)
      // Of a database with a write-ahead log into one that is a single file
      // (sqlite.org/fileformat.html, offset 18): it can be read where nothing can be written.
      let legacy: [UInt8] = [1, 1]
      guard pwrite(file, legacy, 2, 18) == 2, fsync(file) == 0 else {
        throw unwritable(path, errno)
      }
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func copy(
    _ source: Connection, to path: String, _ file: Int32
  ) throws(StoreError) {
    let target = try Connection(path: path, mode: .copying)
    try target.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", "begin the copy")
    guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
      throw target.error("begin the copy", sqlite3_extended_errcode(target.handle))
    }
    var code = SQLITE_OK
    var unsynced: Int32 = 0
    while code == SQLITE_OK {
      code = sqlite3_backup_step(backup, pagesPerStep)
      unsynced += pagesPerStep
      if unsynced >= pagesPerSync {
        guard fdatasync(file) == 0 else {
          sqlite3_backup_finish(backup)
          throw unwritable(path, errno)
        }
        unsynced = 0
      }
      if code == SQLITE_OK { usleep(restMicroseconds) }
    }
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else {
      throw code & 0xff == SQLITE_FULL ? unwritable(path, ENOSPC) : target.error("copy", code)
    }
  }

  private static func checkRoom(
    for source: Connection, _ database: String, _ path: String
  ) throws(StoreError) {
    let pages = try source.number("PRAGMA page_count", "read page_count") ?? 0
    let size = try source.number("PRAGMA page_size", "read page_size") ?? 0
    let place = Paths.directory(of: path)
    var space = statvfs()
    guard statvfs(place, &space) == 0 else { throw unwritable(path, errno) }
    let free = Int64(space.f_bavail) * Int64(space.f_frsize)
    let isOwnDisk = device(of: place) == device(of: database)
    let wanted = pages * size + (isOwnDisk ? reserveBytes : 0)
    guard free >= wanted else {
      throw StoreError(
        "\(place) has room for \(free) bytes; a copy of the database wants \(wanted)"
          + (isOwnDisk ? ", for some must be left for alerts on its disk" : ""))
    }
  }

  private static func device(of path: String) -> dev_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_dev : nil
  }

  static func unwritable(_ path: String, _ code: Int32) -> StoreError {
    let why =
      switch code {
      case ENOSPC, EDQUOT: "its disk is full"
      case EROFS: "its file system is read-only"
      case ENOENT: "its directory is not there"
      case EEXIST: "something is there already"
      case EACCES, EPERM: "the user that runs this has no right to"
      default: String(cString: strerror(code))
      }
    return StoreError("\(path) cannot be written: \(why)")
  }
}
