import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

@Suite struct ExclusionTests {
  /// A desk with an alert that pages `o1`, who is then excluded from the case.
  private static func excluded(_ fixture: DeskFixture) {
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r1","caller":"600111001"}"#)
    let reply = fixture.ask(
      #"{"op":"case.edit","case":"VG-1","reason":"kin","set":{"assigned":"o2","excluded":["o1"]}}"#
    ).reply
    #expect(reply?["ok"]?.bool == true)
  }

  @Test("an officer who was excluded since is shown no page when the terminal comes back")
  func terminalIsShownNothing() {
    let fixture = DeskFixture()
    Self.excluded(fixture)
    let effects = fixture.ask(
      #"{"op":"queue.subscribe","officer":"o1"}"#, on: DeskFixture.terminal
    ).effects
    #expect(!DeskFixture.events(effects).contains { $0["event"]?.string == "page" })
  }

  @Test("an officer who was excluded since sees no card in the queue")
  func queueHasNoCard() {
    let fixture = DeskFixture()
    Self.excluded(fixture)
    let reply = fixture.ask(#"{"op":"queue.list","officer":"o1"}"#).reply
    #expect(reply?["alerts"]?.array?.count == 1)
    #expect(reply?["alerts"]?.array?.first?["card"] == nil)
  }

  @Test("a page that is still owed after a start does not go to an officer who was excluded since")
  func owedPageIsNotSent() {
    let fixture = DeskFixture()
    Self.excluded(fixture)
    let effects = fixture.turn {
      fixture.desk.resume(lastSeen: nil, badRows: 0, owing: [AlertID(1)])
    }
    #expect(DeskFixture.pages(effects) == [])
    #expect(fixture.desk.hasMore)
    _ = fixture.turn { fixture.desk.tendPages() }
    let pages = fixture.desk.state.alert(AlertID(1))?.pages.filter { $0.officer.rawValue == "o1" }
    #expect(pages?.filter { $0.channel == "bell" }.map(\.state) == [.failed])
  }

  @Test(
    "whom the case excludes closes no alert of it, and sends nobody else, supervisor or not",
    arguments: [
      #""op":"alert.cancel","reason":"r""#, #""op":"alert.resolve","outcome":"false_alarm""#,
      #""op":"alert.transfer","to":"o3""#,
    ])
  func decidesNothing(request: String) {
    let fixture = DeskFixture()
    Self.excluded(fixture)
    let refused = fixture.ask("{\(request),\"alert\":1,\"officer\":\"o1\"}").reply
    #expect(refused?["error"]?["code"]?.string == "forbidden")
    #expect(fixture.desk.state.alert(AlertID(1))?.state == .paging)
    let taken = fixture.ask("{\(request),\"alert\":1,\"officer\":\"o2\"}").reply
    #expect(taken?["ok"]?.bool == true)
  }

  @Test("who was excluded while holding an alert may still end it")
  func holderEnds() {
    let fixture = DeskFixture()
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r1","caller":"600111001"}"#)
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1"}"#)
    let edit = #"{"op":"case.edit","case":"VG-1","reason":"kin","set":{"excluded":["o1"]}}"#
    #expect(fixture.ask(edit).reply?["ok"]?.bool == true)
    let request = #"{"op":"alert.resolve","alert":1,"officer":"o1","outcome":"attended"}"#
    #expect(fixture.ask(request).reply?["state"]?.string == "resolved")
  }

  @Test("who is asked at need although they declined is among those the gateway rings")
  func declinedAtNeedIsRung() {
    let call = Contact(channel: Contact.callChannel, address: "600 000 101")
    let only = Officer(id: OfficerID("o1"), name: "o1", contacts: [call])
    let usual = DeskFixture().desk.context
    var settings = usual.settings
    settings.policies["p"]?.steps = [Step(page: [.officer(only.id)], ackWithin: .seconds(30))]
    settings.policies["p"]?.repeatFrom = 1
    let fixture = DeskFixture(
      Context(directory: Directory(officers: [only]), settings: settings),
      startedAt: Moment(wall: 0, line: 0))
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r1","caller":"600999999"}"#)
    _ = fixture.ask(
      #"{"op":"alert.decline","alert":1,"officer":"o1","reason":"ill","via":"call"}"#)
    let reply = fixture.ask(#"{"op":"alert.wait","alert":1,"for":"0s"}"#).reply
    #expect(reply?["round"]?.int == 1)
    #expect(reply?["ring"]?.array?.map { $0["officer"]?.string } == ["o1"])
  }
}
