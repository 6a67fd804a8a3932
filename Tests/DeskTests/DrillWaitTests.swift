import AmparoCore
import AmparoDesk
import Testing

@Suite struct DrillWaitTests {
  private static let admin = Peer(uid: 4, logins: ["ops"], roles: [.admin])

  @Test("who may start a drill may wait for its end, and for that of no other alert")
  func onlyDrills() {
    let fixture = DeskFixture()
    let raised = fixture.ask(#"{"op":"drill.start"}"#, from: Self.admin).reply
    #expect(raised?["alert"] == 1)
    let none = fixture.ask(#"{"op":"alert.wait","alert":1,"for":"10s"}"#, from: Self.admin)
    #expect(none.reply == nil)
    let acknowledged = fixture.ask(
      #"{"op":"alert.acknowledge","alert":1,"officer":"o2"}"#, on: DeskFixture.terminal)
    let answers = acknowledged.effects.compactMap { effect in
      if case .reply(_, let bytes) = effect { DeskFixture.parse(bytes) } else { nil }
    }
    #expect(answers.contains { $0["state"] == "acknowledged" && $0["ring"] != nil })
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r1","caller":"600111001"}"#)
    let refused = fixture.ask(#"{"op":"alert.wait","alert":2,"for":"10s"}"#, from: Self.admin).reply
    #expect(refused?["error"]?["code"] == "forbidden")
    let gateway = fixture.ask(
      #"{"op":"alert.wait","alert":2,"for":"0s"}"#, from: DeskFixture.gateway
    ).reply
    #expect(gateway?["ok"] == true)
  }
}
