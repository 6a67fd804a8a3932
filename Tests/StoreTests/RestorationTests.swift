import AmparoCore
import Foundation
import Testing

@testable import AmparoStore

@Suite struct RestorationTests {
  private struct Made {
    let fixture: StoreFixture
    let backup: String
    var database: String { fixture.directory.appending(path: "new/amparo.db").path() }

    init() throws {
      fixture = try StoreFixture()
      _ = try fixture.journal(turns: 1...3)
      backup = fixture.directory.appending(path: "odd name%#?.db").path(percentEncoded: false)
      try Backup.copy(fixture.path, to: backup)
    }

    func restore() throws -> BackupFacts {
      try Restoration.restore(backup, to: database, actor: "uid:0", now: 5000)
    }
  }

  @Test("a restored database goes on in the same chain, says so in it, and gives no number twice")
  func goesOn() throws {
    let made = try Made()
    let facts = try made.restore()
    #expect(facts.rows == 9)
    let journal = try SQLiteJournal(path: made.database)
    #expect(journal.lastNumbers.seq == 10)
    #expect(journal.lastNumbers.alert >= 1003)
    #expect(journal.lastNumbers.stream >= 1_000_003)
    #expect(try Verifier(Reader(path: made.database)).verify(head: facts.head) != .badHead)
    let before = try Verifier(Reader(path: made.database)).verify(head: facts.head)
    #expect(before == .whole(rows: 10, head: journal.head))
    #expect(try journal.openAlerts().count == 3)
    let copied = try Backup.verify(made.backup)
    #expect(copied == facts)
  }

  @Test("a database that is there, or a part of one, or a daemon on it, keeps a backup away")
  func refused() throws {
    let made = try Made()
    let directory = URL(filePath: made.database).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      try "x".write(toFile: made.database + suffix, atomically: true, encoding: .utf8)
      let error = #expect(throws: StoreError.self) { try made.restore() }
      #expect(error?.message.contains("\(made.database + suffix) is there already") == true)
      try FileManager.default.removeItem(atPath: made.database + suffix)
    }
    do {
      let daemon = try ProcessExclusion(database: made.database)
      defer { withExtendedLifetime(daemon) {} }
      let error = #expect(throws: StoreError.self) { try made.restore() }
      #expect(error?.message.contains("another daemon") == true)
    }
    #expect(try made.restore().rows == 9)
  }

  @Test("a mark beside the database keeps a machine that stands by from serving")
  func standby() throws {
    let fixture = try StoreFixture()
    try StandbyMark.check(fixture.path)
    try "".write(
      toFile: StandbyMark.path(of: fixture.path), atomically: true, encoding: .utf8)
    let error = #expect(throws: StoreError.self) { try StandbyMark.check(fixture.path) }
    #expect(error?.message.contains("stands by") == true)
  }

  @Test("another program that reads without a pause keeps neither a stop nor a settling up")
  func copier() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    let reader = try Connection(path: fixture.path, mode: .reading)
    try reader.execute("BEGIN; SELECT count(*) FROM events", "read")
    let other = try Connection(path: fixture.path, mode: .writing)
    try other.execute("BEGIN IMMEDIATE", "lock")
    let turn = StoreFixture.turn(2)
    #expect(throws: JournalFailure.self) { try journal.commit(turn) }
    try other.execute("ROLLBACK", "unlock")
    try journal.settle([turn])
    try journal.commit(StoreFixture.turn(3))
    try journal.close(last: LastNumbers(alert: 3, page: 3, stream: 3))
    #expect(try fixture.verify() == .whole(rows: 9, head: journal.head))
  }
}
