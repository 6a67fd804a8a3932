import CSQLite
import Glibc

extension Backup {
  /// Opens a copy, and reads all of it: the pages, the indices, and the chain from its first row.
  /// Changes nothing, not even on a medium that can be written; says in words what is wrong.
  package static func verify(_ path: String) throws(StoreError) -> BackupFacts {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StoreError("\(path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError("\(path) is no file; name a backup")
    }
    do throws(StoreError) {
      return try verify(Connection(path: path, mode: .frozen), path, bytes: Int64(status.st_size))
    } catch {
      switch error.code {
      case SQLITE_NOTADB: throw StoreError("\(path) is no database, or its start is damaged")
      case SQLITE_CORRUPT: throw damaged(path, "a page cannot be read")
      case SQLITE_CANTOPEN, SQLITE_PERM:
        throw StoreError("\(path) cannot be opened: the user that runs this has no right to it")
      default: throw error
      }
    }
  }

  private static func verify(
    _ copy: Connection, _ path: String, bytes: Int64
  ) throws(StoreError) -> BackupFacts {
    guard try copy.number("PRAGMA application_id", "read") == Schema.applicationID else {
      throw StoreError("\(path) is no database of Amparo")
    }
    let version = try copy.number("PRAGMA user_version", "read") ?? 0
    guard version <= Schema.version else {
      throw StoreError(
        "\(path) was made by a newer Amparo (schema \(version), this one knows "
          + "\(Schema.version)); install that version")
    }
    let pages = try copy.number("PRAGMA page_count", "read") ?? 0
    let size = try copy.number("PRAGMA page_size", "read") ?? 0
    guard bytes == pages * size else { throw damaged(path, "it was cut off, or added to") }
    let integrity = try copy.text("PRAGMA integrity_check(1)", "check integrity") ?? ""
    guard integrity == "ok" else { throw damaged(path, "its pages or indices do not agree") }
    switch try Verifier(copy).verify() {
    case .whole(let rows, let head):
      return BackupFacts(
        bytes: bytes, rows: rows, head: head,
        newest: try copy.number(
          "SELECT max(at) FROM (SELECT max(at) AS at FROM events UNION ALL SELECT max(at) FROM "
            + "access)", "read the newest row"),
        openAlerts: try copy.number("SELECT count(*) FROM alerts WHERE is_open", "count") ?? 0)
    case .missing(let seq): throw damaged(path, "row \(seq) of the chain is missing")
    case .changed(let seq): throw damaged(path, "row \(seq) of the chain was changed")
    case .cut(let seq): throw damaged(path, "the chain ends after row \(seq)")
    case .badHead: throw damaged(path, "the chain has no head")
    }
  }

  private static func damaged(_ path: String, _ why: String) -> StoreError {
    StoreError("\(path) is damaged or was tampered with: \(why); take an earlier backup")
  }
}
