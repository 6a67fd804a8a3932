import AmparoCore
import CSQLite
import Foundation
import Testing

@testable import AmparoStore

@Suite struct BackupTests {
  private func copy(_ fixture: StoreFixture, _ name: String = "copy.db") throws -> String {
    let path = fixture.directory.appending(path: name).path()
    try Backup.copy(fixture.path, to: path)
    return path
  }

  @Test("a copy is one file that tells its rows, head and open alerts, and is the owner's alone")
  func facts() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...5)
    let path = try copy(fixture)
    let facts = try Backup.verify(path)
    #expect(facts.rows == 15)
    #expect(facts.head == journal.head)
    #expect(facts.openAlerts == 5)
    #expect(facts.newest == 1005)
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path())
    #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("a copy made while turns are committed holds one state, and the turns do not wait for it")
  func online() async throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    try fixture.sql(Self.ballast(megabytes: 8))
    let source = fixture.path
    let path = fixture.directory.appending(path: "copy.db").path()
    let copying = Task.detached { try Backup.copy(source, to: path) }
    var number: Int64 = 1
    while !FileManager.default.fileExists(atPath: path) { await Task.yield() }
    let atStart = number
    for _ in 0..<200 {
      number += 1
      try journal.commit(StoreFixture.turn(number))
    }
    try await copying.value
    let facts = try Backup.verify(path)
    #expect(facts.rows == 3 * atStart)
    #expect(try fixture.verify() == .whole(rows: 603, head: journal.head))
  }

  /// Rows that are nobody's, of so many megabytes.
  static func ballast(megabytes: Int) -> String {
    """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(megabytes) * 256)
    INSERT INTO directory (kind, id, generation, position, body)
    SELECT 'test', i, 0, i, hex(randomblob(2000)) FROM n
    """
  }

  typealias Damage = (how: String, told: String, apply: @Sendable (String) throws -> Void)

  static let damages: [Damage] = [
    ("cut", "a page cannot be read", { try cut($0, by: 5000) }),
    ("cut to its first bytes", "no database", { try cut($0, by: .max) }),
    (
      "a word of a row changed", "row 2 of the chain was changed",
      {
        try sql($0, "UPDATE events SET actor = 'uid:7' WHERE seq = 2")
      }
    ),
    (
      "a row taken out", "row 3 of the chain is missing",
      {
        try sql($0, "DELETE FROM access WHERE seq = 3")
      }
    ),
    (
      "a number changed", "row 1 of the chain was changed",
      {
        try sql($0, "UPDATE events SET personal = '{}' WHERE seq = 1")
      }
    ),
    (
      "an index that does not agree", "do not agree",
      {
        try sql(
          $0,
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            + "'CREATE INDEX events_stream ON events (stream)' WHERE name = 'events_stream'")
      }
    ),
    (
      "another program's", "no database of Amparo",
      {
        try sql($0, "PRAGMA application_id = 1")
      }
    ),
    ("a newer version's", "newer Amparo", { try sql($0, "PRAGMA user_version = 999") }),
    (
      "text", "no database",
      {
        try String(repeating: "hello\n", count: 4000).write(
          toFile: $0, atomically: false, encoding: .utf8)
      }
    ),
    (
      "added to", "cut off, or added to",
      {
        let data = try Data(contentsOf: URL(filePath: $0))
        try (data + Data(count: 100)).write(to: URL(filePath: $0))
      }
    ),
    ("gone", "cannot be opened", { try FileManager.default.removeItem(atPath: $0) }),
  ]

  @Test("a copy that was harmed is told by what is wrong with it", arguments: damages.indices)
  func harmed(index: Int) throws {
    let damage = Self.damages[index]
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...40)
    let path = try copy(fixture)
    try damage.apply(path)
    let error = #expect(throws: StoreError.self, "\(damage.how)") { try Backup.verify(path) }
    #expect(error?.message.contains(damage.told) == true, "\(damage.how): \(error as Any)")
    let database = fixture.directory.appending(path: "new/amparo.db").path()
    #expect(throws: StoreError.self) {
      try Restoration.restore(path, to: database, actor: "uid:0", now: 1)
    }
    #expect(!FileManager.default.fileExists(atPath: database))
    #expect(!FileManager.default.fileExists(atPath: database + ".restoring"))
  }

  private static func cut(_ path: String, by bytes: Int) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    try data.prefix(max(50, data.count - min(bytes, data.count)))
      .write(to: URL(filePath: path))
  }

  private static func sql(_ path: String, _ text: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    guard sqlite3_open(path, &handle) == SQLITE_OK,
      sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK
    else { throw StoreError("the test's own SQL failed") }
  }

  @Test(
    "a place that takes no copy is told in words, and nothing is left there",
    arguments: [
      ("/proc/copy.db", "has room for 0 bytes"), ("/nonexistent/copy.db", "directory is not there"),
    ])
  func badPlace(path: String, told: String) throws {
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...1)
    let error = #expect(throws: StoreError.self) { try Backup.copy(fixture.path, to: path) }
    #expect(error?.message.contains(told) == true, "\(error as Any)")
  }

  @Test("what lies at the place already is left as it is")
  func taken() throws {
    let fixture = try StoreFixture()
    _ = try fixture.journal(turns: 1...1)
    let path = fixture.directory.appending(path: "copy.db").path()
    try "mine".write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: StoreError.self) { try Backup.copy(fixture.path, to: path) }
    #expect(error?.message.contains("there already") == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }
}
