import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

@Suite struct DeskTests {
  private let raise =
    #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#

  @Test("all that arrives in one turn shares one commit, and each gets its own answer")
  func groupCommit() {
    let fixture = DeskFixture()
    let effects = fixture.turn {
      for number in 0..<50 {
        fixture.handle(#"{"op":"alert.raise","request_id":"r\#(number)","caller":"anonymous"}"#)
      }
    }
    #expect(fixture.journal.turns.count == 1)
    #expect(fixture.journal.turns.first?.alerts.count == 50)
    let replies = effects.filter { if case .reply = $0 { true } else { false } }
    #expect(replies.count == 50)
  }

  @Test("a failed commit never stops a page: the reply says so, and all is stored when it can be")
  func failedCommit() {
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "disk I/O error", isDiskFull: true)
    let (reply, effects) = fixture.ask(raise)
    #expect(reply?["ok"] == true)
    #expect(reply?["durable"] == false)
    #expect(DeskFixture.pages(effects).map(\.officer) == [OfficerID("o1")])
    #expect(effects.contains { if case .makeRoom = $0 { true } else { false } })
    #expect(fixture.desk.isOwing)
    #expect(fixture.ask(#"{"op":"health"}"#).reply?["status"] == "critical")
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(!fixture.desk.isOwing)
    #expect(fixture.journal.turns.flatMap(\.alerts).map(\.id) == [AlertID(1)])
    #expect(fixture.ask(#"{"op":"health"}"#).reply?["status"] == "ok")
  }

  @Test(
    "a change that is in force says whether it is stored",
    arguments: [
      #"{"op":"case.edit","case":"VG-1","set":{"assigned":"o2"},"reason":"x"}"#,
      #"{"op":"absence.add","officer":"o2","from":"2026-12-01T00:00","to":"2026-12-08T00:00"}"#,
      #"{"op":"followup.plan","case":"VG-1","kind":"school","due":"2026-12-01"}"#,
      #"{"op":"retention.hold","case":"VG-1","reason":"x"}"#,
    ])
  func changesTellStorage(line: String) {
    #expect(DeskFixture().ask(line).reply?["durable"] == true)
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    let reply = fixture.ask(line).reply
    #expect(reply?["ok"] == true)
    #expect(reply?["durable"] == false)
  }

  @Test("a look at a case is on record in the turn in which the card leaves")
  func accessFirst() {
    let fixture = DeskFixture()
    _ = fixture.ask(
      #"{"op":"queue.subscribe"}"#, from: DeskFixture.officer, on: DeskFixture.terminal)
    let (_, effects) = fixture.ask(raise)
    let page = DeskFixture.events(effects).first { $0["event"] == "page" }
    #expect(page?["card"]?["name"] == "Secreta")
    let looks = fixture.journal.turns.last?.entries.filter { $0.book == .access }
    #expect(looks?.map(\.caseID) == [CaseID("VG-1")])
    #expect(looks?.map(\.actor) == ["o1/uid:3"])
  }

  @Test("a gateway is told whom to ring, and nothing of the case")
  func gateway() {
    let fixture = DeskFixture()
    let (reply, _) = fixture.ask(raise, from: DeskFixture.gateway)
    let text = reply.map(JSONWriter.text) ?? ""
    #expect(reply?["known"] == true)
    #expect(!text.contains("VG-1"))
    #expect(!text.contains("Secreta"))
    for operation in ["alert.get", "alert.history", "case.show", "queue.list", "health"] {
      let refused = fixture.ask(#"{"op":"\#(operation)"}"#, from: DeskFixture.gateway).reply
      #expect(refused?["error"]?["code"] == "forbidden")
    }
  }

  @Test("a gateway answers for an officer by call or text message only")
  func gatewayAnswers() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    func acknowledge(_ via: String) -> JSONValue? {
      fixture.ask(
        #"{"op":"alert.acknowledge","alert":1,"officer":"o1","via":"\#(via)"}"#,
        from: DeskFixture.gateway
      ).reply
    }
    #expect(acknowledge("queue")?["error"]?["code"] == "forbidden")
    #expect(acknowledge("console")?["error"]?["code"] == "forbidden")
    #expect(acknowledge("sms")?["state"] == "acknowledged")
  }

  @Test("an officer speaks for nobody else without the configuration's leave")
  func actsFor() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    let line = #"{"op":"alert.acknowledge","alert":1,"officer":"o2"}"#
    #expect(fixture.ask(line, from: DeskFixture.officer).reply?["error"]?["code"] == "forbidden")
    let own = #"{"op":"alert.acknowledge","alert":1}"#
    #expect(fixture.ask(own, from: DeskFixture.officer).reply?["responder"] == "o1")
  }

  @Test("pages hold a code and no word of the victim, in plain letters that fit one message")
  func texts() {
    let fixture = DeskFixture()
    let (reply, effects) = fixture.ask(raise)
    let code = reply?["code"]?.string ?? "?"
    let task = DeskFixture.pages(effects).first
    #expect(task?.text.contains(code) == true)
    #expect(task?.text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } == true)
    #expect((task?.text.count ?? 999) <= 160)
    #expect(task.map { "\($0)" }?.contains("Secreta") == false)
  }

  @Test("a deadline that nobody moves is shown as it was, and follows the clock where that is set")
  func shownDeadline() {
    let fixture = DeskFixture()
    func deadline(afterWall wall: Int64, line: Int64) -> String? {
      fixture.now = Moment(wall: fixture.now.wall + wall, line: fixture.now.line + line)
      return fixture.ask(#"{"op":"alert.get","alert":1}"#).reply?["deadline"]?.string
    }
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r1","caller":"600111001"}"#)
    let first = deadline(afterWall: 100, line: 100)
    // Each is cut to milliseconds for itself, and the wall is set right slowly.
    #expect(deadline(afterWall: 101, line: 100) == first)
    #expect(deadline(afterWall: 100, line: 101) == first)
    #expect(deadline(afterWall: 10_005, line: 10_000) == first)
    #expect(deadline(afterWall: 60_000, line: 0) == Timestamp.text(1_000_000 + 30_000 + 60_005))
  }

  @Test("stream numbers rise by one over all events that a supervisor sees")
  func stream() {
    let fixture = DeskFixture()
    _ = fixture.ask(
      #"{"op":"queue.subscribe","officer":"o1"}"#, on: DeskFixture.terminal)
    var seen: [Int64] = []
    func note(_ effects: [Effect]) {
      seen += DeskFixture.events(effects).compactMap { $0["seq"]?.int }
    }
    note(fixture.ask(raise).effects)
    note(fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1"}"#).effects)
    note(fixture.ask(#"{"op":"alert.note","alert":1,"text":"x"}"#).effects)
    note(
      fixture.ask(#"{"op":"alert.resolve","alert":1,"outcome":"attended","officer":"o1"}"#)
        .effects)
    #expect(seen == Array(1...Int64(seen.count)))
    #expect(seen.count == 7)
  }

  @Test("deadlines are served in bounded bites, soonest first")
  func deadlines() {
    let fixture = DeskFixture()
    _ = fixture.turn {
      for number in 0..<300 {
        fixture.handle(#"{"op":"alert.raise","request_id":"r\#(number)","caller":"anonymous"}"#)
      }
    }
    fixture.now.line += 31_000
    fixture.now.wall += 31_000
    let first = fixture.turn { fixture.desk.passDeadlines() }
    let second = fixture.turn { fixture.desk.passDeadlines() }
    #expect(DeskFixture.pages(first).count + DeskFixture.pages(second).count == 300)
    #expect((fixture.desk.nextWake() ?? 0) > fixture.now.line)
  }

  @Test("a late acknowledgement of an alert long closed finds it in the ledger")
  func closedAlert() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":1,"reason":"test"}"#)
    for number in 0..<400 {
      _ = fixture.ask(#"{"op":"alert.raise","request_id":"x\#(number)","caller":"anonymous"}"#)
      _ = fixture.ask(#"{"op":"alert.cancel","alert":\#(number + 2),"reason":"test"}"#)
    }
    let late = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1"}"#).reply
    #expect(late?["error"]?["code"] == "conflict")
    #expect(late?["state"] == "cancelled")
    let retry = fixture.ask(raise).reply
    #expect(retry?["alert"] == 1)
    #expect(retry?["duplicate"] == true)
  }

  @Test("thousands of pages that find no terminal fail over several turns, each once")
  func manyUndelivered() throws {
    let fixture = DeskFixture()
    let count = Desk.failuresPerTurn * 2 + 10
    _ = fixture.turn {
      for number in 0..<count {
        fixture.handle(
          #"{"op":"alert.raise","request_id":"m\#(number)","caller":"+1300000\#(1000 + number)"}"#)
      }
    }
    var failed: [[PageID]] = []
    while fixture.desk.hasMore {
      _ = fixture.turn { fixture.desk.tendPages() }
      let turn = try #require(fixture.journal.turns.last)
      failed.append(turn.pages.filter { $0.state == "failed" }.map(\.id))
      try #require(failed.count < 20)
    }
    #expect(failed.first?.count == Desk.failuresPerTurn)
    #expect(failed.allSatisfy { $0.count <= Desk.failuresPerTurn })
    #expect(failed.joined().count >= count)
    #expect(Set(failed.joined()).count == failed.joined().count)
  }
}
