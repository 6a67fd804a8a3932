import AmparoCore
import Testing

@testable import AmparoStore

@Suite struct ReportQueryTests {
  @Test("of each alert the first page that reached somebody, acknowledgement and arrival count")
  func first() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...2)
    var turn = Turn()
    let rows: [(Int64, String, String)] = [
      (1100, "page_ended", #"{"page":1,"result":"failed"}"#),
      (1200, "page_ended", #"{"page":1,"result":"delivered"}"#),
      (1300, "page_ended", #"{"page":1,"result":"answered"}"#),
      (1400, "acknowledged", #"{"officer":"o1"}"#), (1500, "acknowledged", #"{"officer":"o2"}"#),
      (1600, "progressed", #"{"officer":"o1","status":"en_route"}"#),
      (1700, "progressed", #"{"officer":"o1","status":"on_scene"}"#),
      (1800, "call_repeated", "no JSON"), (1900, "call_repeated", "{}"),
    ]
    turn.entries = rows.map { at, kind, body in
      LedgerEntry(
        at: at, kind: kind, alert: AlertID(1), actor: "amparo", body: Array(body.utf8))
    }
    try journal.commit(turn)
    var found: [ReportedAlert] = []
    try Reader(path: fixture.path).reported(from: 1000, to: 1001) { found.append($0) }
    try #require(found.count == 2)
    #expect(found[0].pagedAt == 1200)
    #expect(found[0].acknowledgedAt == 1400)
    #expect(found[0].arrivedAt == 1700)
    #expect(found[0].furtherCalls == 2)
    #expect(found[1].pagedAt == nil)
    #expect(found[1].furtherCalls == 0)
    var none = 0
    try Reader(path: fixture.path).reported(from: 1001, to: 9999) { _ in none += 1 }
    #expect(none == 0)
  }
}
