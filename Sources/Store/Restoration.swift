import AmparoCore
import Glibc

/// Brings a backup into its place, on a machine where no daemon runs on that database.
package enum Restoration {
  /// Numbers that may have been given out after the backup was made are skipped, for an alert's is
  /// never used again: more than a town has between two backups.
  private static let alertsSkipped: Int64 = 1000
  private static let pagesSkipped: Int64 = 100_000
  private static let streamSkipped: Int64 = 1_000_000

  /// Verifies the backup, copies it, notes in its ledger that it was restored, by whom and from
  /// which head, and puts it at the path, where nothing may be. Files become the directory's
  /// owner's. Whole or not at all: a database appears there only when all of it is on stable
  /// storage.
  package static func restore(
    _ backup: String, to database: String, actor: String, now: Int64
  ) throws(StoreError) -> BackupFacts {
    let exclusion = try ProcessExclusion(database: database)
    defer { withExtendedLifetime(exclusion) {} }
    try give(database + ".lock", toOwnerOf: database)
    for suffix in ["", "-wal", "-shm", "-journal"] where access(database + suffix, F_OK) == 0 {
      throw StoreError(
        "\(database + suffix) is there already; move it, and whatever begins with its name, to "
          + "another directory first")
    }
    _ = try Backup.verify(backup)
    let draft = database + ".restoring"
    do throws(StoreError) {
      try copy(backup, to: draft)
      // What was copied is looked at, too: the medium may read otherwise the second time.
      let facts = try Backup.verify(draft)
      try note(facts, in: draft, actor: actor, now: now)
      try give(draft, toOwnerOf: database)
      guard rename(draft, database) == 0 else { throw Backup.unwritable(database, errno) }
      try sync(Paths.directory(of: database))
      return facts
    } catch {
      for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) }
      throw error
    }
  }

  private static func note(
    _ facts: BackupFacts, in draft: String, actor: String, now: Int64
  ) throws(StoreError) {
    do throws(JournalFailure) {
      let journal = try journal(at: draft)
      var turn = Turn()
      turn.entries = [
        LedgerEntry(
          at: now, kind: "restored_from_backup", actor: actor,
          body: JSONWriter.encode(["head": .string(facts.head)]))
      ]
      try journal.commit(turn)
      var last = journal.lastNumbers
      last.alert += alertsSkipped
      last.page += pagesSkipped
      last.stream += streamSkipped
      try journal.close(last: last)
    } catch {
      throw StoreError(error.message)
    }
  }

  private static func journal(at path: String) throws(JournalFailure) -> SQLiteJournal {
    do throws(StoreError) {
      return try SQLiteJournal(path: path)
    } catch {
      throw error.failure
    }
  }

  /// Bytes copied at a time.
  private static let chunkBytes = 1 << 20

  private static func copy(_ from: String, to path: String) throws(StoreError) {
    unlink(path)
    let source = open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else {
      throw StoreError("\(from) cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(source) }
    let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else { throw Backup.unwritable(path, errno) }
    defer { close(target) }
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = read(source, &chunk, chunk.count)
      guard count >= 0 else {
        throw StoreError("\(from) cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      var done = 0
      while done < count {
        let written = chunk[done..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        guard written > 0 else { throw Backup.unwritable(path, errno) }
        done += written
      }
    }
    guard fsync(target) == 0 else { throw Backup.unwritable(path, errno) }
  }

  /// Root restores for the daemon's user, who could not open what is root's. No link is followed,
  /// for the directory is that user's.
  private static func give(_ path: String, toOwnerOf database: String) throws(StoreError) {
    var status = stat()
    let directory = Paths.directory(of: database)
    guard getuid() == 0, stat(directory, &status) == 0 else { return }
    guard lchown(path, status.st_uid, status.st_gid) == 0 else {
      throw StoreError("\(path) cannot be given to the owner of \(directory)")
    }
  }

  private static func sync(_ directory: String) throws(StoreError) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Backup.unwritable(directory, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Backup.unwritable(directory, errno) }
  }
}
