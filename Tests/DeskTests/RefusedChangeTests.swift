import AmparoCore
import AmparoDesk
import Testing

/// A request that is refused leaves everything as it was.
@Suite struct RefusedChangeTests {
  @Test("a case put with a reason that is no text is refused, and the case is as it was")
  func reason() {
    let fixture = DeskFixture()
    let before = fixture.desk.context.directory.cases[CaseID("VG-1")]
    let line = #"{"op":"case.put","case":{"id":"VG-1","risk":"low"},"reason":5}"#
    #expect(fixture.ask(line).reply?["error"]?["field"] == "reason")
    #expect(fixture.desk.context.directory.cases[CaseID("VG-1")] == before)
    #expect(fixture.journal.turns.flatMap(\.directory).isEmpty)
  }

  @Test(
    "a hold is not lifted by who may not speak for the officer that is named",
    arguments: [#""o2""#, "5"])
  func hold(officer: String) {
    let fixture = DeskFixture()
    _ = fixture.ask(#"{"op":"retention.hold","case":"VG-1","reason":"juzgado"}"#)
    let supervisor = Peer(uid: 9, logins: ["9"], roles: [.supervisor])
    let line =
      #"{"op":"retention.release","case":"VG-1","reason":"fin","officer":\#(officer)}"#
    #expect(fixture.ask(line, from: supervisor).reply?["error"]?["field"] == "officer")
    #expect(fixture.desk.context.holds[CaseID("VG-1")] != nil)
  }
}
