import AmparoCore
import AmparoDesk
import Testing

/// Channels whose pages a gateway peer takes over the socket.
@Suite struct WorkerTests {
  @Test("a page is dialled by the worker, with number, code, text and until when")
  func dial() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    let dial = try #require(DeskFixture.dials(fixture.raise().effects).first)
    #expect(dial["number"]?.string == "+34600000101")
    #expect(dial["officer"]?.string == "o1")
    #expect(dial["token"]?.string?.count == 16)
    #expect(dial["until"]?.string != nil)
    #expect(dial["text"]?.string?.contains(dial["code"]?.string ?? "?") == true)
    #expect(dial["card"] == nil)
  }

  @Test("the channel must be there and be of kind worker", arguments: ["bell", "fax"])
  func subscribeWrong(channel: String) {
    let fixture = DeskFixture(callFallback: nil)
    let reply = fixture.ask(
      #"{"op":"channel.subscribe","channel":"\#(channel)"}"#, from: DeskFixture.gateway
    ).reply
    #expect(reply?["error"]?["code"]?.string == "not_found")
    #expect(reply?["error"]?["message"]?.string?.contains("call") == true)
  }

  @Test("only a gateway takes pages")
  func notForOfficers() {
    let fixture = DeskFixture(callFallback: nil)
    let reply = fixture.ask(
      #"{"op":"channel.subscribe","channel":"call"}"#, from: DeskFixture.officer
    ).reply
    #expect(reply?["error"]?["code"]?.string == "forbidden")
  }

  @Test("an acknowledgement withdraws the page that rings, but not one that was picked up")
  func withdraw() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    let raised = fixture.raise()
    let alert = try #require(raised.reply?["alert"]?.int)
    let first = try #require(DeskFixture.dials(raised.effects).first)
    let next = try #require(DeskFixture.dials(fixture.pass(30_000)).first)
    let page = try #require(next["page"]?.int)
    _ = fixture.ask(
      #"{"op":"page.result","page":\#(page),"result":"answered"}"#, from: DeskFixture.gateway)
    let effects = fixture.ask(
      #"{"op":"alert.acknowledge","alert":\#(alert),"officer":"o2","via":"call"}"#,
      from: DeskFixture.gateway
    ).effects
    let withdrawn = DeskFixture.named("withdraw", effects)
    #expect(withdrawn.map { $0["page"]?.int } == [first["page"]?.int])
    #expect(withdrawn.first?["token"] == first["token"])
  }

  @Test("with nobody connected the fallback takes the page")
  func fallback() throws {
    let fixture = DeskFixture(callFallback: "bell")
    let task = try #require(DeskFixture.pages(fixture.raise().effects).first)
    #expect(task.channel == "bell")
    #expect(task.address == "600 000 101")
    let alert = task.alert.rawValue
    let effects = fixture.ask(
      #"{"op":"alert.acknowledge","alert":\#(alert),"officer":"o2","via":"call"}"#,
      from: DeskFixture.gateway
    ).effects
    let withdrawn = effects.contains { effect in
      if case .withdraw(let page, let channel) = effect {
        page == task.page && channel == "bell"
      } else {
        false
      }
    }
    #expect(withdrawn)
  }

  @Test("with nobody connected and no fallback the page fails, and the next step begins at once")
  func nobody() throws {
    let fixture = DeskFixture(callFallback: nil)
    let alert = try #require(fixture.raise().reply?["alert"]?.int)
    let now = fixture.desk.state.alert(AlertID(alert))
    #expect((now?.step ?? 0) > 1 || (now?.round ?? 0) > 0)
    #expect(fixture.health("channel:call") == "critical")
  }

  @Test("a worker that comes too late still gets the pages of the present step")
  func late() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.raise()
    #expect(DeskFixture.dials(fixture.subscribe("call")).count == 1)
    #expect(fixture.health("channel:call") == "ok")
  }

  @Test("a worker that is gone and back within two seconds gets its pages again, by a new token")
  func reconnect() throws {
    let fixture = DeskFixture(callFallback: "bell")
    fixture.subscribe("call")
    let first = try #require(DeskFixture.dials(fixture.raise().effects).first)
    fixture.desk.disconnected(DeskFixture.worker)
    #expect(DeskFixture.pages(fixture.pass(1500)).isEmpty)
    let effects = fixture.subscribe("call", on: DeskFixture.otherWorker)
    let again = try #require(DeskFixture.dials(effects, on: DeskFixture.otherWorker).first)
    #expect(again["page"] == first["page"])
    #expect(again["token"] != first["token"])
  }

  @Test("a failure of the try before is not taken for one of the present try; an answer is")
  func staleResult() throws {
    let fixture = DeskFixture(callFallback: "bell")
    fixture.subscribe("call")
    let first = try #require(DeskFixture.dials(fixture.raise().effects).first)
    fixture.desk.disconnected(DeskFixture.worker)
    fixture.subscribe("call", on: DeskFixture.otherWorker)
    let page = try #require(first["page"]?.int)
    let token = try #require(first["token"]?.string)
    func result(_ word: String) -> JSONValue? {
      fixture.ask(
        #"{"op":"page.result","page":\#(page),"result":"\#(word)","token":"\#(token)"}"#,
        from: DeskFixture.gateway
      ).reply
    }
    #expect(result("failed")?["error"]?["code"]?.string == "conflict")
    #expect(result("answered")?["ok"]?.bool == true)
  }

  @Test("another worker of the channel takes over at once from one that is gone")
  func takeOver() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    fixture.subscribe("call", on: DeskFixture.otherWorker)
    let effects = fixture.raise().effects
    let isFirst = !DeskFixture.dials(effects).isEmpty
    let (gone, left) =
      isFirst
      ? (DeskFixture.worker, DeskFixture.otherWorker)
      : (DeskFixture.otherWorker, DeskFixture.worker)
    fixture.desk.disconnected(gone)
    #expect(DeskFixture.dials(fixture.settle(), on: left).count == 1)
  }

  @Test("after a start a worker is waited for before the fallback takes what was owed")
  func afterStart() throws {
    let fixture = DeskFixture(callFallback: "bell", hasJustStarted: true)
    fixture.raise()
    #expect(DeskFixture.pages(fixture.pass(4000)).isEmpty)
    #expect(fixture.desk.nextWake() == 5000)
    #expect(DeskFixture.pages(fixture.pass(1000)).map(\.channel) == ["bell"])
  }

  @Test("a gateway that rings itself keeps the step's telephone pages while it comes for them")
  func gatewayRings() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    let raised = fixture.raise(#","rings":true"#)
    let alert = try #require(raised.reply?["alert"]?.int)
    #expect(raised.reply?["ring"]?.array?.count == 1)
    #expect(DeskFixture.dials(raised.effects + fixture.pass(10_000)).isEmpty)
    // The next step comes, and the gateway does not.
    let later = fixture.pass(20_000)
    #expect(DeskFixture.dials(later).isEmpty)
    #expect(DeskFixture.dials(fixture.pass(2000)).map { $0["officer"]?.string } == ["o2"])
    #expect(fixture.desk.state.alert(AlertID(alert))?.step == 2)
  }

  @Test("who waits for the end of a drill, or joins its call, takes no page from the gateway")
  func onlyTheGatewayIsTold() {
    let admin = Peer(uid: 4, logins: ["ops"], roles: [.admin])
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    fixture.raise(#","rings":true,"drill":true"#)
    let wait = #"{"op":"alert.wait","alert":1,"for":"60s"}"#
    #expect(fixture.ask(wait, from: admin, on: DeskFixture.terminal).reply == nil)
    let later = fixture.pass(30_000)
    #expect(DeskFixture.replies(later).first?["step"]?.int == 2)
    #expect(fixture.ask(wait, from: admin, on: DeskFixture.terminal).reply == nil)
    let again =
      #"{"op":"alert.raise","request_id":"r2","caller":"600111001","drill":true}"#
    #expect(fixture.ask(again).reply?["repeat"]?.bool == true)
    #expect(DeskFixture.dials(fixture.pass(2000)).map { $0["officer"]?.string } == ["o2"])
  }

  @Test(
    "when the call is over the officers it was ringing are dialled at once",
    arguments: ["call_ended", "call_dropped"])
  func callEnds(event: String) throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    let alert = try #require(fixture.raise(#","rings":true"#).reply?["alert"]?.int)
    let effects = fixture.ask(
      #"{"op":"alert.update","alert":\#(alert),"event":"\#(event)"}"#, from: DeskFixture.gateway
    ).effects
    #expect(DeskFixture.dials(effects + fixture.settle()).count == 1)
  }
}
