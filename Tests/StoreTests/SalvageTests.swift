import AmparoCore
import CSQLite
import Foundation
import Testing

@testable import AmparoStore

@Suite struct SalvageTests {
  /// What a start does whose database is refused.
  private func salvage(_ path: String) throws -> SQLiteJournal {
    do {
      return try SQLiteJournal(path: path)
    } catch {
      return try SQLiteJournal(salvaging: path, after: error)
    }
  }

  @Test("a database that another program holds is read apart, and written once it lets go")
  func locked() throws {
    let fixture = try StoreFixture()
    do { _ = try fixture.journal(turns: 1...3) }
    var other: OpaquePointer?
    defer { sqlite3_close_v2(other) }
    #expect(sqlite3_open(fixture.path, &other) == SQLITE_OK)
    #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let journal = try salvage(fixture.path)
    #expect(try journal.entries(of: AlertID(3)).count == 2)
    let open = try journal.openAlerts()
    #expect(open.map(\.rawValue) == [1, 2, 3])
    #expect(journal.replayed(open).flatMap(\.badRows).count == 6)
    let number = journal.lastNumbers.alert + 1
    #expect(number > 3)
    let turn = StoreFixture.turn(number)
    #expect(throws: JournalFailure.self) { try journal.commit(turn) }
    #expect(throws: JournalFailure.self) { try journal.settle([turn]) }
    #expect(sqlite3_exec(other, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    try journal.settle([turn])
    try journal.commit(StoreFixture.turn(number + 1))
    #expect(try journal.entries(of: AlertID(number)).count == 2)
    guard case .whole(let rows, _) = try fixture.verify() else {
      Issue.record("the chain is broken")
      return
    }
    #expect(rows == 15)
  }

  @Test("where the end of the ledger cannot be read, nothing is ever written over it")
  func unreadableLedger() throws {
    let fixture = try StoreFixture()
    do {
      let journal = try fixture.journal(turns: 1...3)
      try journal.close(last: LastNumbers(alert: 3, page: 3, stream: 3))
    }
    // The page that the table begins with.
    let page = try Connection(path: fixture.path, mode: .reading).number(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'events'", "find the page")
    let file = try FileHandle(forUpdating: URL(filePath: fixture.path))
    try file.seek(toOffset: UInt64((try #require(page) - 1) * 4096))
    try file.write(contentsOf: Data(repeating: 0xEE, count: 4096))
    try file.close()
    let before = try Data(contentsOf: URL(filePath: fixture.path))
    let journal = try salvage(fixture.path)
    let open = try journal.openAlerts()
    #expect(open.count == 3)
    #expect(journal.replayed(open).allSatisfy { $0.failure != nil && $0.count == 0 })
    #expect(try open.allSatisfy { try journal.row(of: $0)?.isOpen == true })
    #expect(journal.lastNumbers.alert > 1_000_000)
    let turn = StoreFixture.turn(journal.lastNumbers.alert + 1)
    #expect(throws: JournalFailure.self) { try journal.commit(turn) }
    #expect(throws: JournalFailure.self) { try journal.settle([turn]) }
    #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
  }

  @Test("the database of another program is no more read than written")
  func foreign() throws {
    let fixture = try StoreFixture()
    try fixture.sql("CREATE TABLE t (x); PRAGMA application_id = 77")
    #expect(throws: StoreError.self) { try salvage(fixture.path) }
  }

  @Test("a number that was given out while nothing could be stored is not given again")
  func numbers() throws {
    let fixture = try StoreFixture()
    do { _ = try fixture.journal(turns: 1...3) }
    var given: Set<Int64> = []
    for _ in 0..<3 {
      // Killed before anything of it was stored.
      let journal = try SQLiteJournal(path: fixture.path)
      #expect(given.insert(journal.lastNumbers.alert + 1).inserted)
    }
  }
}
