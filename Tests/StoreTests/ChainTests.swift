import AmparoCore
import Testing

@testable import AmparoStore

@Suite struct ChainTests {
  @Test("what was written is a whole chain over both books")
  func whole() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...5)
    #expect(try fixture.verify() == .whole(rows: 15, head: journal.head))
  }

  @Test(
    "a changed row is found, whatever part of it was changed",
    arguments: [
      ("UPDATE events SET body = '{\"n\":7}' WHERE seq = 4", Int64(4)),
      ("UPDATE events SET at = at + 1 WHERE seq = 5", 5),
      ("UPDATE events SET actor = 'o9' WHERE seq = 7", 7),
      ("UPDATE events SET alert = 9 WHERE seq = 7", 7),
      ("UPDATE events SET personal = '{}' WHERE seq = 4", 4),
      ("UPDATE events SET stream = 99 WHERE seq = 8", 8),
      ("UPDATE access SET actor = 'o2' WHERE seq = 6", 6),
      ("UPDATE access SET case_id = 'VG-2' WHERE seq = 6", 6),
      ("UPDATE events SET hash = zeroblob(32) WHERE seq = 10", 10),
    ])
  func changed(sql: String, seq: Int64) throws {
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...5)
    try fixture.sql(sql)
    #expect(try fixture.verify() == .changed(seq: seq))
  }

  @Test(
    "a missing row is found in either book",
    arguments: [("events", Int64(5)), ("access", 6), ("events", 1)])
  func missing(table: String, seq: Int64) throws {
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...5)
    try fixture.sql("DELETE FROM \(table) WHERE seq = \(seq)")
    #expect(try fixture.verify() == .missing(seq: seq))
  }

  @Test("a cut tail shows against a head recorded earlier")
  func cut() throws {
    let fixture = try StoreFixture()
    let head = try fixture.journal(turns: 1...5).head
    try fixture.sql("DELETE FROM events WHERE seq > 9; DELETE FROM access WHERE seq > 9")
    guard case .whole(rows: 9, head: _) = try fixture.verify() else {
      Issue.record("what is left is whole by itself")
      return
    }
    #expect(try fixture.verify(head: head) == .cut(after: 9))
  }

  @Test("a tail that was cut and written anew shows against the head, too")
  func rewritten() throws {
    let fixture = try StoreFixture()
    let head = try fixture.journal(turns: 1...3).head
    try fixture.sql("DELETE FROM events WHERE seq > 6; DELETE FROM access WHERE seq > 6")
    let journal = try SQLiteJournal(path: fixture.path)
    for number in Int64(4)...6 { try journal.commit(StoreFixture.turn(number)) }
    #expect(try fixture.verify(head: head) == .cut(after: 8))
  }

  @Test("an earlier head stays valid as the chain grows")
  func grown() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...2)
    let head = journal.head
    try journal.commit(StoreFixture.turn(3))
    #expect(try fixture.verify(head: head) == .whole(rows: 9, head: journal.head))
  }

  @Test("what is no head is told so", arguments: ["", "x", "12", "1:zz", "0:" + "a"])
  func badHead(head: String) throws {
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...1)
    #expect(try fixture.verify(head: head) == .badHead)
  }

  @Test("erasing a personal part leaves the chain whole")
  func erased() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...3)
    try fixture.sql("UPDATE events SET personal = NULL, salt = NULL WHERE alert = 2")
    #expect(try fixture.verify() == .whole(rows: 9, head: journal.head))
  }
}
