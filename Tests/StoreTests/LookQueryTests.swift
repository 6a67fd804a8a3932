import AmparoCore
import Testing

@testable import AmparoStore

@Suite struct LookQueryTests {
  private static func look(
    _ kind: String, _ caseID: String?, _ actor: String, at: Int64, cases: [String] = []
  ) -> LedgerEntry {
    LedgerEntry(
      book: .access, at: at, kind: kind, actor: actor, caseID: caseID.map { CaseID($0) },
      body: JSONWriter.encode(["cases": .strings(cases)]))
  }

  /// Places 1 to 8 of the chain; the second is no look.
  private static let rows = [
    look("case_shown", "VG-1", "o1/uid:3", at: 10),
    LedgerEntry(at: 15, kind: "note", actor: "o1", body: Array("{}".utf8)),
    look("cases_listed", nil, "uid:1", at: 20, cases: ["VG-1", "VG-2"]),
    look("cases_listed", nil, "uid:12", at: 30, cases: ["VG-10", "VG-11"]),
    look("directory_exported", nil, "o_1/uid:1", at: 40),
    look("card_paged", "VG-2", "contact:desk/uid:7", at: 50),
    look("denied", nil, "oX1/uid:2", at: 60),
    look("access_exported", nil, "uid:1", at: 70),
  ]

  typealias Asked = (query: AccessQuery, places: [Int64])

  private static func query(
    _ caseID: String? = nil, _ person: String? = nil, from: Int64? = nil, to: Int64? = nil,
    after: Int64 = 0, limit: Int = 99
  ) -> AccessQuery {
    AccessQuery(
      caseID: caseID.map { CaseID($0) }, person: person, from: from, to: to, after: after,
      limit: limit)
  }

  private static let asked: [Asked] = [
    (query(), [1, 3, 4, 5, 6, 7, 8]),
    // A list that names the case, an export that had it in, and no case whose id begins alike.
    (query("VG-1"), [1, 3, 5, 8]), (query("VG-10"), [4, 5, 8]), (query("VG-2"), [3, 5, 6, 8]),
    (query("VG"), [5, 8]), (query("%"), [5, 8]),
    // From the first until just before the second.
    (query(from: 20, to: 50), [3, 4, 5]), (query("VG-1", from: 11, to: 40), [3]),
    (query(from: 71), []), (query(to: 10), []),
    // A person by the officer's id or the user's number, whole, and no pattern.
    (query(nil, "uid:1"), [3, 5, 8]), (query(nil, "o1"), [1]), (query(nil, "o_1"), [5]),
    (query(nil, "contact:desk"), [6]), (query(nil, "%"), []), (query(nil, "o1/uid:3"), [1]),
    (query("VG-1", "uid:1"), [3, 5, 8]), (query(nil, "UID:1"), []),
    (query(after: 4), [5, 6, 7, 8]), (query(limit: 2), [1, 3]),
    (query("VG-1", after: 3, limit: 1), [5]),
  ]

  @Test("who saw a case is answered by case, person and time, in order", arguments: asked)
  func looks(asked: Asked) throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    var turn = Turn()
    turn.entries = Self.rows
    try journal.commit(turn)
    #expect(try Reader(path: fixture.path).looks(asked.query).map(\.seq) == asked.places)
  }
}
