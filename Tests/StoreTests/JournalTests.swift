import AmparoCore
import Foundation
import Testing

@testable import AmparoStore

@Suite struct JournalTests {
  @Test("what was committed is read back, in order, by alert and by request")
  func roundTrip() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...3)
    let entries = try journal.entries(of: AlertID(2))
    #expect(entries.map(\.entry) == Array(StoreFixture.turn(2).entries.prefix(2)))
    #expect(entries.map(\.seq) == [4, 5])
    #expect(try journal.alert(requestID: "r3") == AlertID(3))
    #expect(try journal.alert(requestID: "r4") == nil)
    #expect(
      try Reader(path: fixture.path).alerts(state: nil, since: nil, before: nil, limit: 9)
        .map(\.id.rawValue) == [3, 2, 1])
  }

  @Test("recovery reads the rows of open alerts only, and tells those that it cannot understand")
  func recovery() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...3)
    var closing = Turn()
    closing.alerts = StoreFixture.turn(2).alerts
    closing.alerts[0].isOpen = false
    try journal.commit(closing)
    let open = try journal.openAlerts()
    #expect(open.map(\.rawValue) == [1, 3])
    let replayed = journal.replayed(open)
    #expect(replayed.flatMap(\.badRows).sorted() == [1, 2, 7, 8])
    #expect(replayed.allSatisfy { $0.count == 0 && $0.failure == nil })
    #expect(try journal.row(of: AlertID(3))?.source == "phone")
    #expect(try journal.row(of: AlertID(4)) == nil)
  }

  @Test("when a case was last spoken with is the newest of its contacts that are done")
  func lastContacts() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    var turn = Turn()
    let done: [(String, FollowUpKind, Int64?)] = [
      ("VG-1", .phone, 3000), ("VG-1", .interview, 5000), ("VG-1", .school, 9000),
      ("VG-1", .interview, nil), ("VG-2", .school, 7000), ("VG-3", .interview, 8000),
    ]
    for (index, item) in done.enumerated() {
      turn.followUps.append(
        FollowUp(
          id: FollowUpID(Int64(index + 1)), caseID: CaseID(item.0), kind: item.1, due: 1,
          doneAt: item.2))
    }
    try journal.commit(turn)
    let book = try journal.followUps().book
    let times = FollowUpTimes()
    let base = ["VG-1", "VG-2", "VG-3"].map { id in
      let item = Case(id: CaseID(id), risk: .high)
      return book.regularDue(of: item, in: Directory(), times)
        - times.interval(.high).milliseconds
    }
    #expect(base == [5000, 0, 8000])
    #expect(book.open(FollowUpID(4)) != nil)
  }

  @Test("the last backup is found among what no alert has a part in, and not for ever back")
  func lastBackup() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...3)
    #expect(try journal.backupTimes() == (nil, 1001))
    func beside(_ count: Int, _ kind: String, at: Int64) throws {
      var turn = Turn()
      let entry = LedgerEntry(at: at, kind: kind, actor: "uid:0", body: Array("{}".utf8))
      turn.entries = Array(repeating: entry, count: count)
      try journal.commit(turn)
    }
    try beside(1, BackupNote.kind, at: 2000)
    try beside(SQLiteJournal.backupLookBack - 1, "health", at: 3000)
    #expect(try journal.backupTimes() == (2000, 2000))
    try beside(1, "health", at: 4000)
    #expect(try journal.backupTimes() == (nil, 3000))
  }

  @Test("numbers go on behind the marks after an unclean end, and exactly after a clean one")
  func numbers() throws {
    let fixture = try StoreFixture()
    do { _ = try fixture.journal(turns: 1...3) }
    let unclean = try SQLiteJournal(path: fixture.path)
    #expect(unclean.lastNumbers.alert > 3)
    #expect(unclean.lastNumbers.page > 3)
    try unclean.close(last: LastNumbers(alert: 3, page: 3, stream: 3))
    let clean = try SQLiteJournal(path: fixture.path)
    #expect(clean.lastNumbers == LastNumbers(alert: 3, page: 3, stream: 3, seq: 9))
  }

  @Test("a number that was given out before anything could be stored is never given again")
  func numbersOfALifeThatStoredNothing() throws {
    let fixture = try StoreFixture()
    let given = try SQLiteJournal(path: fixture.path).lastNumbers
    let next = try SQLiteJournal(path: fixture.path).lastNumbers
    #expect(next.alert > given.alert + 1)
    #expect(next.page > given.page + 1)
    #expect(next.stream > given.stream + 1)
  }

  @Test("numbers that no row bears are marked as given out too")
  func numbersWithoutARow() throws {
    let fixture = try StoreFixture()
    do {
      var turn = StoreFixture.turn(1)
      turn.last = LastNumbers(alert: 1, page: 1, stream: 100_000)
      try SQLiteJournal(path: fixture.path).commit(turn)
    }
    #expect(try SQLiteJournal(path: fixture.path).lastNumbers.stream >= 100_000)
  }

  @Test("numbers are marked ahead of those given out, and others only where that is on the disk")
  func reserved() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    let first = journal.reserved
    #expect(first.alert >= 1)
    var turn = StoreFixture.turn(1)
    turn.last.stream = first.stream
    try journal.commit(turn)
    #expect(journal.reserved.stream > first.stream)
    try journal.reserve(LastNumbers(alert: 9000, page: 1, stream: first.stream))
    #expect(journal.reserved.alert > 9000)
    try journal.reserve(LastNumbers(stream: first.stream + 1))
    #expect(journal.reserved.alert > 9000)
    #expect(try SQLiteJournal(path: fixture.path).lastNumbers.alert > 9000)
    try fixture.sql("DROP TABLE meta")
    let before = journal.reserved
    #expect(throws: JournalFailure.self) {
      try journal.reserve(LastNumbers(alert: 90_000, page: 1, stream: 1))
    }
    #expect(journal.reserved == before)
  }

  @Test("the database and all beside it can be read by the owner only")
  func modes() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    defer { withExtendedLifetime(journal) {} }
    for name in ["amparo.db", "amparo.db-wal", "amparo.db-shm"] {
      let path = fixture.directory.appending(path: name).path()
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
  }

  @Test("a database locked by another program fails the commit; what is owed is stored afterwards")
  func locked() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    let other = try Connection(path: fixture.path, mode: .writing)
    try other.execute("BEGIN IMMEDIATE", "lock")
    #expect(throws: JournalFailure.self) { try journal.commit(StoreFixture.turn(2)) }
    #expect(throws: JournalFailure.self) { try journal.commit(StoreFixture.turn(3)) }
    #expect(throws: JournalFailure.self) {
      try journal.settle([StoreFixture.turn(2), StoreFixture.turn(3)])
    }
    // A retry of an older call must be found while nothing can be written.
    #expect(try journal.alert(requestID: "r1") == AlertID(1))
    try other.execute("ROLLBACK", "unlock")
    try journal.settle([StoreFixture.turn(2), StoreFixture.turn(3)])
    try journal.commit(StoreFixture.turn(4))
    #expect(try fixture.verify() == .whole(rows: 12, head: journal.head))
    #expect(try journal.alert(requestID: "r2") == AlertID(2))
  }

  @Test("turns that were never tried to be committed are stored whole when settled")
  func neverTried() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    let other = try Connection(path: fixture.path, mode: .writing)
    try other.execute("BEGIN IMMEDIATE", "lock")
    #expect(throws: JournalFailure.self) { try journal.commit(StoreFixture.turn(2)) }
    let owed = (Int64(2)...6).map { StoreFixture.turn($0) }
    #expect(throws: JournalFailure.self) { try journal.settle(Array(owed.prefix(3))) }
    try other.execute("ROLLBACK", "unlock")
    try journal.settle(owed)
    #expect(try fixture.verify() == .whole(rows: 18, head: journal.head))
    #expect(try journal.entries(of: AlertID(5)).map(\.entry.kind) == ["raised", "step_started"])
  }

  @Test("a commit that had landed after all is not doubled when it is settled")
  func landed() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...2)
    let other = try Connection(path: fixture.path, mode: .writing)
    try other.execute("BEGIN IMMEDIATE", "lock")
    #expect(throws: JournalFailure.self) { try journal.commit(StoreFixture.turn(3)) }
    try other.execute("ROLLBACK", "unlock")
    // As after a failed sync, where only a checkpoint makes the file one to trust again.
    journal.isSuspect = true
    // A reader keeps the checkpoint from finishing: the rows are there, but not trusted.
    try other.execute("BEGIN; SELECT count(*) FROM events", "read")
    #expect(throws: JournalFailure.self) { try journal.settle([StoreFixture.turn(3)]) }
    try other.execute("ROLLBACK", "end reading")
    try journal.settle([StoreFixture.turn(3)])
    #expect(try fixture.verify() == .whole(rows: 9, head: journal.head))
  }

  @Test("a checkpoint beside the line lets the log start over")
  func checkpoint() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    let checkpointer = Checkpointer(journal)
    var largest = 0
    for number in Int64(2)...3000 {
      try journal.commit(StoreFixture.turn(number))
      if checkpointer.tend(nanoseconds: number) {
        checkpointer.runBulk()
        checkpointer.bulkIsDone()
      }
      let size = try FileManager.default.attributesOfItem(atPath: fixture.path + "-wal")[.size]
      largest = max(largest, size as? Int ?? 0)
    }
    #expect(largest < 16 << 20)
    #expect(largest >= Checkpointer.startPages * 4096)
  }
}
