import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

@Suite struct MessageTests {
  private static let victim = "+34600111001"
  private static let officer = "+34600000101"
  private static let other = "+34600000102"

  /// A desk whose officers have numbers, with an alert of VG-1 open, and its code.
  private func opened() throws -> (DeskFixture, code: String) {
    let fixture = DeskFixture()
    for (id, number) in [("o1", Self.officer), ("o2", Self.other)] {
      let put = fixture.ask(
        #"{"op":"officer.put","record":{"id":"\#(id)","name":"\#(id)","contacts":["#
          + #"{"channel":"queue"},{"channel":"sms","address":"\#(number)"}]}}"#)
      try #require(put.reply?["ok"]?.bool == true, "\(String(describing: put.reply))")
    }
    let raised = fixture.ask(
      #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#)
    return (fixture, try #require(raised.reply?["code"]?.string))
  }

  private func text(
    _ fixture: DeskFixture, _ key: String, _ from: String?, _ text: String
  ) -> JSONValue? {
    let sender = from.map { #","from":"\#($0)""# } ?? ""
    return fixture.ask(
      #"{"op":"sms.received","message":"\#(key)"\#(sender),"text":"\#(text)"}"#,
      from: DeskFixture.gateway
    ).reply
  }

  private func alert(_ fixture: DeskFixture, _ id: Int64 = 1) -> Alert? {
    fixture.desk.state.alert(AlertID(id))
  }

  @Test("an officer's own number with the code of their page acknowledges; told twice, once")
  func acknowledges() throws {
    let (fixture, code) = try opened()
    let reply = text(fixture, "m1", Self.officer, "Sí, \(code.lowercased())")
    #expect(reply?["outcome"]?.string == "answered")
    #expect(reply?["durable"]?.bool == true)
    #expect(alert(fixture)?.responder == OfficerID("o1"))
    let history = fixture.journal.turns.flatMap(\.entries).filter { $0.kind == "acknowledged" }
    #expect(history.count == 1)
    let again = text(fixture, "m1", Self.officer, "SI \(code)")
    #expect(again?["duplicate"]?.bool == true)
    #expect(alert(fixture)?.responder == OfficerID("o1"))
  }

  @Test("an answer that comes after the closing is kept with the alert, and is no wrong code")
  func late() throws {
    let (fixture, code) = try opened()
    let cancel = #"{"op":"alert.cancel","alert":1,"reason":"r"}"#
    #expect(fixture.ask(cancel).reply?["ok"]?.bool == true)
    for key in 1...6 {
      #expect(text(fixture, "m\(key)", Self.officer, "SI \(code)")?["alert"]?.int == 1)
    }
    #expect(text(fixture, "o", Self.other, "SI \(code)")?["outcome"]?.string == "ignored")
    let answer =
      #"{"op":"alert.acknowledge","code":"\#(code.lowercased())","officer":"o1"}"#
    let reply = fixture.ask(answer).reply
    #expect(reply?["error"]?["code"]?.string == "conflict")
    #expect(reply?["state"]?.string == "cancelled")
    let late = fixture.journal.turns.flatMap(\.entries).filter { $0.kind == "late_fact" }
    #expect(late.count == 7)
  }

  @Test("declining says why, and the next step begins when all have")
  func declines() throws {
    let (fixture, code) = try opened()
    #expect(text(fixture, "m1", Self.officer, "NO \(code)")?["outcome"]?.string == "answered")
    #expect(alert(fixture)?.declined == [OfficerID("o1")])
    #expect(alert(fixture)?.step == 2)
  }

  @Test("another officer's number, an unknown one or none answers nothing, whatever it says")
  func wrongSender() throws {
    let (fixture, code) = try opened()
    for (index, from) in [Self.other, "+34600999888", "anonymous", nil].enumerated() {
      let reply = text(fixture, "m\(index)", from, "SI \(code)")
      #expect(reply?["outcome"]?.string == "ignored")
    }
    #expect(alert(fixture)?.state == .paging)
  }

  @Test("a text from a number of a case raises its alert once, with the text as its note")
  func raises() throws {
    let fixture = DeskFixture()
    let reply = text(fixture, "m1", Self.victim, "esta en la puerta")
    #expect(reply?["alert"]?.int == 1)
    #expect(alert(fixture)?.raised.source == .sms)
    #expect(alert(fixture)?.raised.cases == [CaseID("VG-1")])
    #expect(alert(fixture)?.raised.call.note == "esta en la puerta")
    #expect(text(fixture, "m1", Self.victim, "x")?["duplicate"]?.bool == true)
    #expect(alert(fixture)?.furtherCalls == 0)
    #expect(text(fixture, "m2", Self.victim, "ayuda")?["repeat"]?.bool == true)
    #expect(alert(fixture)?.furtherCalls == 1)
  }

  @Test("a victim who rings the number for messages raises, and nobody waits for a gateway to ring")
  func rings() throws {
    let fixture = DeskFixture()
    let reply = fixture.ask(
      #"{"op":"sms.received","message":"c1","from":"\#(Self.victim)","call":true}"#
    ).reply
    #expect(reply?["alert"]?.int == 1)
    #expect(alert(fixture)?.raised.source == .sms)
    #expect(alert(fixture)?.raised.call.note == "Ha llamado al número de los mensajes")
  }

  @Test("a number that guesses codes is not listened to for a while; nobody else is hindered")
  func guessing() throws {
    let (fixture, code) = try opened()
    let wrong = code == "AAAA" ? "BBBB" : "AAAA"
    for index in 1...5 {
      #expect(
        text(fixture, "g\(index)", Self.officer, "SI \(wrong)")?["outcome"]?.string == "ignored")
    }
    #expect(text(fixture, "g6", Self.officer, "SI \(code)")?["outcome"]?.string == "ignored")
    #expect(alert(fixture)?.state == .paging)
    #expect(text(fixture, "v", Self.victim, "ayuda")?["repeat"]?.bool == true)
    fixture.now = Moment(wall: fixture.now.wall + 31_000, line: fixture.now.line + 31_000)
    _ = fixture.turn { fixture.desk.passDeadlines() }
    #expect(text(fixture, "o", Self.other, "SI \(code)")?["outcome"]?.string == "answered")
    let later = fixture.now.line + 10 * 60_000
    fixture.now = Moment(wall: later, line: later)
    #expect(text(fixture, "g7", Self.officer, "SI \(code)")?["outcome"]?.string == "answered")
  }

  @Test("codes guessed through a gateway of another kind are limited and told all the same")
  func guessingElsewhere() throws {
    let (fixture, code) = try opened()
    func answer(_ name: String, _ officer: String = "o1") -> JSONValue? {
      fixture.ask(
        #"{"op":"alert.acknowledge",\#(name),"officer":"\#(officer)","via":"sms"}"#,
        from: DeskFixture.gateway
      ).reply
    }
    let wrong = code == "AAAA" ? "BBBB" : "AAAA"
    for _ in 1...5 {
      #expect(answer(#""code":"\#(wrong)""#)?["error"]?["code"]?.string == "not_found")
    }
    #expect(answer(#""code":"\#(code)""#)?["error"]?["code"]?.string == "busy")
    #expect(alert(fixture)?.state == .paging)
    let told = fixture.journal.turns.flatMap(\.entries).count { $0.kind == "message_ignored" }
    #expect(told == 6)
    #expect(answer(#""alert":1"#)?["ok"]?.bool == true)
  }

  @Test("wrong codes that come slowly, or are followed by a right one, mute nobody")
  func slowMistakes() throws {
    let (fixture, code) = try opened()
    let wrong = code == "AAAA" ? "BBBB" : "AAAA"
    for index in 1...12 {
      fixture.now.line += 3 * 60_000
      _ = text(fixture, "m\(index)", Self.officer, "SI \(wrong)")
    }
    #expect(text(fixture, "last", Self.officer, "SI \(code)")?["outcome"]?.string == "answered")
  }

  @Test("what is answered to nobody is told by ids only, within bounds, and seen in health")
  func told() throws {
    let fixture = DeskFixture()
    var lines: [String] = []
    for index in 0..<200 {
      let effects = fixture.ask(
        #"{"op":"sms.received","message":"m\#(index)","from":"+34600999888","text":"hola"}"#
      ).effects
      for case .log(let entry) in effects { lines.append(entry.text) }
    }
    #expect(lines.count <= MessageBoundsForTests.logged)
    #expect(lines.contains { $0.contains("sms-m0") })
    #expect(!lines.contains { $0.contains("600999888") || $0.contains("hola") })
    #expect(fixture.journal.turns.flatMap(\.entries).count { $0.kind == "message_ignored" } <= 60)
    let warned = fixture.ask(#"{"op":"health"}"#).reply
    #expect(warned?["status"]?.string == "warning")
    fixture.now = Moment(wall: 1_000_000 + 3_700_000, line: 1_000_000 + 3_700_000)
    #expect(fixture.desk.nextWake().map { $0 <= fixture.now.line } == true)
    _ = fixture.turn { fixture.desk.passDeadlines() }
    let checks = fixture.ask(#"{"op":"health"}"#).reply?["checks"]?.array ?? []
    #expect(checks.first { $0["name"]?.string == "messages" }?["status"]?.string == "ok")
  }

  private enum MessageBoundsForTests {
    /// Sixty an hour, and the change of health.
    static let logged = 61
  }

  @Test("only a gateway tells of messages, and a message with nothing in it hurts nothing")
  func bad() throws {
    let fixture = DeskFixture()
    let refused = fixture.ask(#"{"op":"sms.received"}"#, from: DeskFixture.officer).reply
    #expect(refused?["error"]?["code"]?.string == "forbidden")
    let long = String(repeating: "x", count: 5000)
    for line in [
      #"{"op":"sms.received"}"#, #"{"op":"sms.received","message":7,"from":[],"text":{}}"#,
      #"{"op":"sms.received","message":"","from":"","text":"\#(long)"}"#,
    ] {
      #expect(fixture.ask(line).reply?["outcome"]?.string == "ignored")
    }
  }

  @Test("what the network took is sent, not delivered, and a report may still come")
  func results() throws {
    let (fixture, _) = try opened()
    let page = try #require(alert(fixture)?.pages.first { $0.channel == "sms" }?.id)
    func tell(_ result: String) -> PageState? {
      _ = fixture.ask(#"{"op":"page.result","page":\#(page),"result":"\#(result)"}"#)
      return alert(fixture)?.page(page)?.state
    }
    #expect(tell("failed") == .failed)
    #expect(tell("sent") == .sent)
    #expect(tell("sent") == .sent)
    #expect(tell("delivered") == .delivered)
    #expect(tell("failed") == .delivered)
  }
}
