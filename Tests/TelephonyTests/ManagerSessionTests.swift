import AmparoCore
import Testing

@testable import AmparoTelephony

@Suite struct ManagerSessionTests {
  private static let plan = DialPlan(
    dial: "PJSIP/{number}@trunk", context: "amparo-page", drill: "Local/drill@amparo-intake/n",
    callerNumber: "+34968111112")
  private static let call = PageTry(page: 17, token: "00c0ffee")
  private static let dial: JSONValue = [
    "event": "dial", "page": 17, "token": "00c0ffee", "alert": 4, "officer": "o1",
    "number": "+34600000101", "code": "K7Q2", "kind": "emergency", "drill": false,
    "until": "1970-01-01T00:00:45.000Z",
  ]

  private static func session() -> ManagerSession {
    ManagerSession(user: "amparo", secret: "s3cret,", plan: plan, nonce: 12_345, now: 0)
  }

  /// The actions that were sent since it was last asked, each as its lines.
  private static func sent(_ session: inout ManagerSession) -> [[String]] {
    let text = String(decoding: session.takeOutput(), as: UTF8.self)
    return text.split(separator: "\r\n\r\n").map { $0.split(separator: "\r\n").map(String.init) }
  }

  private static func id(_ action: [String]) -> String {
    String((action.first { $0.hasPrefix("ActionID: ") } ?? "").dropFirst(10))
  }

  private static func answer(_ id: String, _ response: String, _ message: String) -> [UInt8] {
    Array("Response: \(response)\r\nActionID: \(id)\r\nMessage: \(message)\r\n\r\n".utf8)
  }

  /// Logged in at time 0, with nothing to send.
  private static func ready() throws -> ManagerSession {
    var session = session()
    _ = session.receive(Array("Asterisk Call Manager/9.0.0\r\n".utf8), now: 0)
    let login = try #require(sent(&session).first)
    #expect(session.receive(answer(id(login), "Success", "x"), now: 0) == [.ready])
    return session
  }

  private static func order(_ changes: [String: JSONValue] = [:]) throws -> DialOrder {
    let members = try #require(dial.members).map { member in
      JSONMember(member.name, changes[member.name] ?? member.value)
    }
    return try DialOrder(call, event: .object(members))
  }

  @Test("it logs in with events off, and says nothing before the greeting")
  func login() throws {
    var session = Self.session()
    #expect(session.takeOutput().isEmpty)
    _ = session.receive(Array("Asterisk Call Manager/9.0.0\r\n".utf8), now: 0)
    let login = try #require(Self.sent(&session).first)
    #expect(
      login == [
        "Action: Login", "ActionID: \(Self.id(login))", "Username: amparo", "Secret: s3cret,",
        "Events: off",
      ])
    #expect(
      session.receive(Self.answer(Self.id(login), "Error", "Authentication failed"), now: 1)
        == [.loginRefused("Authentication failed")])
  }

  @Test(
    "an order has each variable in a header of its own, and rings no longer than the step waits")
  func originate() throws {
    var session = try Self.ready()
    #expect(session.dial(try Self.order(), wall: 15_000, now: 1) == [])
    let action = try #require(Self.sent(&session).first)
    #expect(
      action == [
        "Action: Originate", "ActionID: \(Self.id(action))", "ChannelId: amparo-17-00c0ffee",
        "Channel: PJSIP/+34600000101@trunk", "Context: amparo-page", "Exten: s", "Priority: 1",
        "CallerID: <+34968111112>", "Timeout: 30000", "Variable: AMPARO_PAGE=17",
        "Variable: AMPARO_ALERT=4", "Variable: AMPARO_OFFICER=o1", "Variable: AMPARO_CODE=K7Q2",
        "Variable: AMPARO_KIND=emergency", "Variable: AMPARO_DRILL=0",
        "Variable: AMPARO_TOKEN=00c0ffee", "Async: true",
      ])
    #expect(session.receive(Self.answer(Self.id(action), "Success", "queued"), now: 2) == [])
  }

  @Test(
    "the time of ringing is bounded both ways, and has a value where no step waits",
    arguments: [
      (JSONValue.string("1970-01-01T00:00:01.000Z"), "10000"),
      (.string("1970-01-03T00:00:00.000Z"), "60000"), (.null, "30000"),
    ])
  func ringing(until: JSONValue, timeout: String) throws {
    var session = try Self.ready()
    _ = session.dial(try Self.order(["until": until]), wall: 15_000, now: 1)
    #expect(Self.sent(&session)[0].contains("Timeout: \(timeout)"))
  }

  @Test("what Asterisk refuses is the page's result, with its words")
  func refused() throws {
    var session = try Self.ready()
    _ = session.dial(try Self.order(), wall: 0, now: 1)
    let id = Self.id(Self.sent(&session)[0])
    #expect(
      session.receive(Self.answer(id, "Error", "Extension does not exist."), now: 2)
        == [.dialRefused(Self.call, "Extension does not exist.")])
  }

  @Test(
    "a number that is none, or that could end its line or part a list, is not dialled",
    arguments: [
      "+34600000101\r\nAsync: false", "+34\n600", "600,101", "600000101@evil", "", "+",
      "600\u{0}101", "600;101", "123456789012345678901",
    ])
  func numbers(number: String) {
    #expect(throws: ManagerFault.self) { try Self.order(["number": .string(number)]) }
  }

  @Test(
    "no value can end its line or part a variable", arguments: ["a\r\nb", "a\nb", "a,b", "a\u{7F}"])
  func values(code: String) throws {
    var session = try Self.ready()
    let happenings = session.dial(try Self.order(["code": .string(code)]), wall: 0, now: 1)
    guard case .dialRefused(Self.call, let why) = happenings.first else {
      Issue.record("\(happenings)")
      return
    }
    #expect(why.contains("AMPARO_CODE"))
    #expect(!why.contains(code))
    #expect(session.takeOutput().isEmpty)
  }

  @Test("an officer's id is written so that the dialplan's lists cannot part it")
  func officer() throws {
    var session = try Self.ready()
    _ = session.dial(try Self.order(["officer": "a, b&c"]), wall: 0, now: 1)
    #expect(Self.sent(&session)[0].contains("Variable: AMPARO_OFFICER=a%2C%20b%26c"))
  }

  @Test("a token or a page that could not stand in a channel's name is no page")
  func tokens() {
    let bad: [JSONValue] = [
      ["page": 17], ["page": 17, "token": ""], ["page": 17, "token": "a\r\nb"],
      ["page": 0, "token": "ab"], ["page": "17", "token": "ab"],
    ]
    for event in bad { #expect(PageTry(event: event) == nil) }
    #expect(PageTry(event: Self.dial) == Self.call)
  }
}

extension ManagerSessionTests {
  @Test("events are ignored, forged ones and forged answers too")
  func forged() throws {
    var session = try Self.ready()
    _ = session.dial(try Self.order(), wall: 0, now: 1)
    let id = Self.id(Self.sent(&session)[0])
    // As a caller's name can make it: an event that is cut in two, and words of his own.
    let forged =
      "Event: Newchannel\r\nCallerIDNum: +7916\r\nPageID: 1001\r\n\r\n"
      + "Event: UserEvent\r\nUserEvent: PageAck\r\nPageID: 17\r\n\r\n"
      + "Event: OriginateResponse\r\nActionID: \(id)\r\nResponse: Failure\r\nReason: 5\r\n\r\n"
      + "Response: Error\r\nActionID: \(id)0\r\nMessage: forged\r\n\r\n"
      + "Response: Error\r\nMessage: forged\r\n\r\n"
    #expect(session.receive(Array(forged.utf8), now: 2) == [])
    #expect(
      session.receive(Self.answer(id, "Error", "true"), now: 3) == [.dialRefused(Self.call, "true")]
    )
  }

  @Test("an answer counts once")
  func once() throws {
    var session = try Self.ready()
    _ = session.dial(try Self.order(), wall: 0, now: 1)
    let id = Self.id(Self.sent(&session)[0])
    _ = session.receive(Self.answer(id, "Success", "queued"), now: 2)
    #expect(session.receive(Self.answer(id, "Error", "again"), now: 3) == [])
  }

  @Test("a withdrawal hangs up that channel, and looks again where it is not there yet")
  func withdrawal() throws {
    var session = try Self.ready()
    _ = session.withdraw(Self.call, now: 100)
    for attempt in 1...ManagerSession.withdrawTries {
      let action = try #require(Self.sent(&session).first, "attempt \(attempt)")
      #expect(action.first == "Action: Hangup")
      #expect(action.last == "Channel: amparo-17-00c0ffee")
      let now = Int64(attempt) * 1000
      #expect(
        session.receive(Self.answer(Self.id(action), "Error", "No such channel"), now: now) == [])
      #expect(session.tick(now: now + ManagerSession.withdrawAgainAfter.milliseconds) == [])
    }
    #expect(session.takeOutput().isEmpty)
  }

  @Test("a withdrawal that worked is not tried again")
  func withdrawn() throws {
    var session = try Self.ready()
    _ = session.withdraw(Self.call, now: 1)
    let id = Self.id(Self.sent(&session)[0])
    _ = session.receive(Self.answer(id, "Success", "Channel Hungup"), now: 2)
    _ = session.tick(now: 4000)
    #expect(session.takeOutput().isEmpty)
  }

  @Test("a drill rings the line, and waits at the other end")
  func drill() throws {
    var session = try Self.ready()
    #expect(session.drill(now: 1) == [])
    let action = try #require(Self.sent(&session).first)
    #expect(action.contains("Channel: Local/drill@amparo-intake/n"))
    #expect(action.contains("Application: Wait"))
    #expect(action.contains("Async: true"))
  }

  @Test("no greeting, no answer and no pong in time are losses; a word of any kind is life")
  func hung() throws {
    let limit = ManagerSession.answerWithin.milliseconds
    var silent = Self.session()
    #expect(silent.tick(now: limit - 1) == [])
    #expect(silent.tick(now: limit).count == 1)

    var session = try Self.ready()
    let ping = ManagerSession.pingEvery.milliseconds
    #expect(session.wake == ping)
    #expect(session.tick(now: ping) == [])
    let action = try #require(Self.sent(&session).first)
    #expect(action.first == "Action: Ping")
    var alive = session
    #expect(alive.receive(Self.answer(Self.id(action), "Success", "Pong"), now: ping + 1) == [])
    #expect(alive.tick(now: ping + limit) == [])
    #expect(session.tick(now: ping + limit) == [.lost("Asterisk's manager did not answer in time")])
    #expect(session.tick(now: ping + limit + 1) == [], "it is lost once")
  }

  @Test("what does not greet as Asterisk does is given no secret")
  func stranger() {
    var session = Self.session()
    let found = session.receive(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), now: 0)
    #expect(found.count == 1)
    #expect(session.takeOutput().isEmpty)
  }

  @Test("more actions than may wait for an answer are refused as the page's result")
  func bounded() throws {
    var session = try Self.ready()
    for page in 1...ManagerSession.openMax {
      var order = try Self.order()
      order.call = PageTry(page: Int64(page), token: "aa")
      #expect(session.dial(order, wall: 0, now: 1) == [])
    }
    #expect(session.dial(try Self.order(), wall: 0, now: 1).count == 1)
  }
}
