import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

/// An alert that reaches nobody is in the health, whatever its parts say of themselves.
@Suite struct ReachTests {
  private let fixture = DeskFixture()

  private func raise(_ request: String, _ caller: String = "600111001") {
    serve(
      fixture.ask(
        #"{"op":"alert.raise","request_id":"\#(request)","caller":"\#(caller)","source":"sms"}"#
      ).effects)
  }

  /// Every page out of the building fails, and what that brings about, at this instant.
  private func serve(_ effects: [Effect]) {
    var effects = effects
    repeat {
      let pages = DeskFixture.pages(effects).map(\.page)
      effects = fixture.turn {
        for page in pages { fixture.desk.report(PageReport(page: page, state: .failed)) }
        fixture.desk.passDeadlines()
        fixture.desk.tendPages()
      }
    } while fixture.desk.hasMore || !DeskFixture.pages(effects).isEmpty
  }

  private func pass(seconds: Int64) {
    for _ in 0..<seconds {
      fixture.now.line += 1000
      fixture.now.wall += 1000
      serve(fixture.turn { fixture.desk.passDeadlines() })
    }
  }

  private func subscribe() {
    serve(
      fixture.ask(
        #"{"op":"queue.subscribe"}"#, from: DeskFixture.officer, on: DeskFixture.terminal
      ).effects)
  }

  @Test("an alert whose rounds reach nobody for a minute is critical, until somebody is reached")
  func reachesNobody() {
    raise("r1")
    pass(seconds: 58)
    #expect(fixture.health("reach") == nil)
    pass(seconds: 4)
    #expect(fixture.health("reach") == "critical")
    subscribe()
    #expect(fixture.health("reach") == "critical", "a terminal has shown nothing yet")
    let shown = fixture.desk.state.alert(AlertID(1))?.pages.last { $0.officer == OfficerID("o1") }
    _ = fixture.ask(
      #"{"op":"page.received","page":\#(shown?.id.rawValue ?? 0)}"#, from: DeskFixture.officer,
      on: DeskFixture.terminal)
    #expect(fixture.health("reach") == "ok")
  }

  @Test("one that is answered, or closed, reaches somebody; another is told on its own")
  func several() {
    raise("r1")
    raise("r2", "anonymous")
    pass(seconds: 63)
    #expect(message()?.contains("and 1 more") == true, "\(message() ?? "")")
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1","via":"call"}"#)
    #expect(message()?.contains("alert 2 reaches nobody") == true, "\(message() ?? "")")
    _ = fixture.ask(#"{"op":"alert.cancel","alert":2,"reason":"x"}"#)
    #expect(fixture.health("reach") == "ok")
  }

  private func message() -> String? {
    fixture.ask(#"{"op":"health"}"#).reply?["checks"]?.array?
      .first { $0["name"] == "reach" }?["message"]?.string
  }
}
