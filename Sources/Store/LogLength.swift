import CSQLite

/// How many pages the write-ahead log holds, as SQLite tells after each commit
/// (sqlite.org/c3ref/wal_hook.html). The file's size would not do: a log that starts over keeps it.
final class LogLength {
  private(set) var pages = 0

  /// A checkpoint has left so many behind; none means that the next commit starts the log over.
  func isMoved(leaving pages: Int) { self.pages = pages }

  /// Listens to that connection; it must not outlive this object.
  func listen(to connection: Connection) {
    sqlite3_wal_hook(
      connection.handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
