import AmparoCore
import Foundation
import Testing

@testable import AmparoStore

@Suite struct RefusedDatabaseTests {
  private func refusal(_ fixture: StoreFixture) -> String {
    do {
      _ = try SQLiteJournal(path: fixture.path)
      return "opened"
    } catch {
      return error.description
    }
  }

  @Test("a database of another program is left as it is")
  func foreign() throws {
    let fixture = try StoreFixture()
    try fixture.sql("CREATE TABLE t (x); PRAGMA application_id = 77")
    let before = try Data(contentsOf: URL(filePath: fixture.path))
    #expect(refusal(fixture).contains("another program"))
    #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
  }

  @Test("a database with tables and no mark is another program's, too")
  func unmarked() throws {
    let fixture = try StoreFixture()
    try fixture.sql("CREATE TABLE t (x)")
    #expect(refusal(fixture).contains("another program"))
  }

  @Test("a database of a newer schema names both schemas")
  func newer() throws {
    let fixture = try StoreFixture()
    do { _ = try fixture.journal(turns: 1...1) }
    try fixture.sql("PRAGMA user_version = 99")
    #expect(refusal(fixture).contains("newer"))
    #expect(refusal(fixture).contains("99"))
  }

  @Test("a file that is no database is told plainly")
  func noDatabase() throws {
    let fixture = try StoreFixture()
    try Data(repeating: 0x41, count: 9000).write(to: URL(filePath: fixture.path))
    #expect(refusal(fixture).contains("no SQLite database"))
  }

  @Test("a directory in its place is told plainly")
  func directory() throws {
    let fixture = try StoreFixture()
    try FileManager.default.createDirectory(
      atPath: fixture.path, withIntermediateDirectories: false)
    #expect(refusal(fixture).contains("directory"))
  }

  @Test("a damaged schema page is told plainly")
  func damaged() throws {
    let fixture = try StoreFixture()
    do {
      let journal = try fixture.journal(turns: 1...1)
      try journal.close(last: LastNumbers())
    }
    let file = try FileHandle(forUpdating: URL(filePath: fixture.path))
    try file.seek(toOffset: 100)
    try file.write(contentsOf: Data(repeating: 0xEE, count: 3000))
    try file.close()
    #expect(refusal(fixture).contains("damaged"))
  }

  @Test("a second daemon on the same database is refused, with the first one's number")
  func second() throws {
    let fixture = try StoreFixture()
    let first = try ProcessExclusion(database: fixture.path)
    do {
      _ = try ProcessExclusion(database: fixture.path)
      Issue.record("two were let in")
    } catch {
      #expect(error.description.contains("\(getpid())"))
    }
    withExtendedLifetime(first) {}
  }
}
