import AmparoCore
import Testing

@testable import AmparoDesk

@Suite struct BacklogTests {
  private let raise =
    #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#

  @Test("what finds no room while storage fails is told, and how its alert stands is stored")
  func noRoom() {
    let fixture = DeskFixture()
    fixture.desk.backlog = Backlog(rowsMax: 3)
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    _ = fixture.ask(#"{"op":"drill.start","case":"VG-1"}"#)
    #expect(fixture.ask(raise).reply?["durable"] == false)
    let put = #"{"op":"case.put","case":{"id":"VG-2","risk":"low"}}"#
    #expect(fixture.ask(put).reply?["durable"] == false)
    #expect(fixture.desk.isOwing)
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(!fixture.desk.isOwing)
    let turns = fixture.journal.turns
    #expect(Set(turns.flatMap(\.alerts).map(\.id)) == [AlertID(1), AlertID(2)])
    #expect(turns.flatMap(\.requests).contains { $0.requestID == "r1" })
    #expect(Set(turns.flatMap(\.pages).map(\.alert)) == [AlertID(1), AlertID(2)])
    #expect(turns.flatMap(\.directory).map(\.id) == ["VG-2"])
    #expect(fixture.health("storage") == "ok")
    #expect(fixture.health("ledger") == "critical")
  }
}
