import AmparoCore
import Foundation
import Testing

@testable import AmparoStore

@Suite struct MigrationTests {
  /// A database of the first `steps` migrations, holding what a new one holds: each table that both
  /// have, by the columns that both have.
  private func old(_ steps: Int) throws -> StoreFixture {
    let new = try StoreFixture()
    do {
      let journal = try new.journal(turns: 1...3)
      var turn = Turn()
      turn.directory = [
        DirectoryRow(kind: .unit, id: "u", position: 0, body: Array(#"{"id":"u"}"#.utf8)),
        DirectoryRow(kind: .officer, id: "o1", position: 1, body: Array(#"{"id":"o1"}"#.utf8)),
      ]
      var closed = try #require(StoreFixture.turn(2).alerts.first)
      (closed.isOpen, closed.state, closed.outcome) = (false, "resolved", "attended")
      turn.alerts = [closed]
      turn.entries = [
        LedgerEntry(
          at: 3000, kind: "resolved", alert: closed.id, actor: "o1", body: Array("{}".utf8))
      ]
      try journal.commit(turn)
      try journal.close(last: LastNumbers(alert: 3, page: 3, stream: 3))
    }
    let old = try StoreFixture()
    let migrations = Schema.migrations.prefix(steps).map(\.sql).joined(separator: "\n")
    try old.sql(
      """
      \(migrations)
      PRAGMA application_id = \(Schema.applicationID);
      PRAGMA user_version = \(steps);
      """)
    let tables = try columns(old).map { table, own in
      let shared = own.intersection(try columns(new)[table] ?? []).sorted().joined(separator: ", ")
      return "INSERT INTO \(table) (\(shared)) SELECT \(shared) FROM new.\(table);"
    }
    try old.sql(
      """
      ATTACH '\(new.path)' AS new;
      BEGIN; PRAGMA defer_foreign_keys = ON; \(tables.joined(separator: "\n")) COMMIT;
      """)
    return old
  }

  private func columns(_ fixture: StoreFixture) throws -> [String: Set<String>] {
    let connection = try Connection(path: fixture.path, mode: .reading)
    let rows = try connection.prepare(
      """
      SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
      WHERE t.type = 'table'
      """, "list columns")
    var found: [String: Set<String>] = [:]
    while try rows.step() { found[rows.text(0), default: []].insert(rows.text(1)) }
    return found
  }

  @Test(
    "a database of every earlier schema is taken over whole, and its chain still holds",
    arguments: 1..<Schema.migrations.count)
  func takenOver(steps: Int) throws {
    let fixture = try old(steps)
    do {
      let journal = try SQLiteJournal(path: fixture.path)
      #expect(journal.lastNumbers == LastNumbers(alert: 3, page: 3, stream: 3, seq: 10))
      let open = try journal.openAlerts()
      #expect(open == [AlertID(1), AlertID(3)])
      // The fixture's rows cannot be understood; that they are found is what counts.
      #expect(journal.replayed(open).flatMap(\.badRows).count == 4)
      #expect(try journal.alert(requestID: "r2") == AlertID(2))
      #expect(try journal.directoryRows().rows.map(\.id) == ["o1", "u"])
      let past = try journal.pastAlerts(of: CaseID("VG-1"), limit: 9)
      #expect(past.map(\.alert) == [AlertID(2)])
      try journal.commit(StoreFixture.turn(4))
    }
    guard case .whole(rows: 13, _) = try fixture.verify() else {
      Issue.record("the chain is broken: \(try fixture.verify())")
      return
    }
  }

  @Test("what a check would refuse is told without a change to the database")
  func inspected() throws {
    let fixture = try old(1)
    try SQLiteJournal.inspect(path: fixture.path)
    try SQLiteJournal.inspect(path: fixture.path + ".none")
    let version = try Connection(path: fixture.path, mode: .reading)
      .number("PRAGMA user_version", "read user_version")
    #expect(version == 1)
    try fixture.sql("PRAGMA user_version = 99")
    #expect(throws: StoreError.self) { try SQLiteJournal.inspect(path: fixture.path) }
  }
}
