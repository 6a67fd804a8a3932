import AmparoCore
import Testing

@testable import AmparoDesk

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
    let alert = try #require(fixture.raise().reply?["alert"]?.int)
    for _ in 1...3 { fixture.pass(1) }
    let now = fixture.desk.state.alert(AlertID(alert))
    #expect(now?.pages.filter { $0.channel == "call" }.allSatisfy { $0.state == .failed } == true)
    #expect(DeskFixture.dials(fixture.subscribe("call")).map { $0["officer"] } == ["o2"])
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

  @Test("a page goes to the worker that has the fewest, and those withdrawn count no more")
  func shared() throws {
    let fixture = DeskFixture(callFallback: nil)
    fixture.subscribe("call")
    fixture.subscribe("call", on: DeskFixture.otherWorker)
    func dials(_ id: String) throws -> [ConnectionID] {
      let effects = fixture.ask(
        #"{"op":"alert.raise","request_id":"\#(id)"}"#, from: DeskFixture.gateway
      ).effects
      return [DeskFixture.worker, DeskFixture.otherWorker].filter {
        !DeskFixture.dials(effects, on: $0).isEmpty
      }
    }
    #expect(try Set(dials("a") + dials("b")) == [DeskFixture.worker, DeskFixture.otherWorker])
    let third = try #require(dials("c").first)
    let other = third == DeskFixture.worker ? DeskFixture.otherWorker : DeskFixture.worker
    _ = fixture.ask(#"{"op":"alert.cancel","alert":3,"reason":"prueba"}"#)
    #expect(try Set(dials("d") + dials("e")) == [third, other])
    _ = fixture.ask(#"{"op":"alert.cancel","alert":5,"reason":"prueba"}"#)
    #expect(fixture.desk.workers.handed.count == 3)
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

  @Test("a gateway that tells of a call again after the alert was closed rings for nobody")
  func ringsAfterClosing() throws {
    let fixture = DeskFixture(callFallback: nil)
    let alert = try #require(fixture.raise(#","rings":true"#).reply?["alert"]?.int)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":\#(alert),"reason":"prueba"}"#)
    #expect(fixture.raise(#","rings":true"#).reply?["duplicate"] == true)
    let order = PageOrder(
      id: PageID(9), officer: OfficerID("o1"), channel: "call", address: nil,
      why: Why(target: "assigned"))
    var rings = fixture.desk.gatewayRings
    let isKept = rings.keep(
      .init(order: order, kind: .emergency, alert: AlertID(alert)), at: 60_000, hasChannel: true)
    #expect(!isKept)
  }

  @Test("a page that failed by the fallback is not kept for a withdrawal that never comes")
  func failedDiversion() throws {
    let fixture = DeskFixture(callFallback: "bell")
    let page = try #require(DeskFixture.pages(fixture.raise().effects).first).page
    _ = fixture.turn { fixture.desk.report(PageReport(page: page, state: .failed)) }
    var board = fixture.desk.workers
    let diverted = board.takeDiversion(of: page)
    #expect(diverted == nil)
  }

  @Test("a notice that a worker has is no page of its any more once the alert is closed")
  func noticeAfterClosing() throws {
    let usual = DeskFixture(callFallback: nil).desk.context
    var settings = usual.settings
    settings.policies["p"]?.notify = [.officer(OfficerID("o2"))]
    let fixture = DeskFixture(
      Context(directory: usual.directory, settings: settings),
      startedAt: Moment(wall: 0, line: 0))
    fixture.subscribe("call")
    let alert = try #require(fixture.raise().reply?["alert"]?.int)
    #expect(fixture.desk.workers.handed.count == 2)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":\#(alert),"reason":"prueba"}"#)
    #expect(fixture.desk.workers.handed.isEmpty)
  }

  @Test("a channel that a new configuration no longer has is no matter of health any more")
  func channelGone() {
    let fixture = DeskFixture(callFallback: nil)
    _ = fixture.pass(10_000)
    #expect(fixture.health("channel:call") == "critical")
    var settings = fixture.desk.context.settings
    settings.workers = [:]
    settings.channels = ["bell"]
    _ = fixture.turn { fixture.desk.finishReload(nil, settings: settings, faults: []) }
    #expect(fixture.health("channel:call") == "ok")
  }
}
