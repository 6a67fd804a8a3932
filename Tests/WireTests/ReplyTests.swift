import AmparoCore
import AmparoWire
import Testing

@Suite struct ReplyTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "the id comes back byte for byte, and only where there was one",
    arguments: [
      (#"{"id":7}"#, #"{"ok":true,"id":7,"n":1}"#), (#"{}"#, #"{"ok":true,"n":1}"#),
      (#"{"id":null}"#, #"{"ok":true,"id":null,"n":1}"#),
      (#"{"id": {"a":[1.0,"\u00e1"]} }"#, #"{"ok":true,"id":{"a":[1.0,"\u00e1"]},"n":1}"#),
      (
        #"{"id":123456789012345678901234567890}"#,
        #"{"ok":true,"id":123456789012345678901234567890,"n":1}"#
      ),
      ("{\"id\":[1,\r2]}", #"{"ok":true,"id":[1, 2],"n":1}"#),
    ])
  func echoes(request: String, reply: String) throws {
    let (_, located) = try JSONParser.parse(Array(request.utf8)[...], locating: "id")
    let written = Reply.success(to: RequestID(located: located)) { $0.member("n", Int64(1)) }
    #expect(text(written) == reply + "\n")
  }

  @Test("a refusal says code, message and field, with more inside the error and beside it")
  func refuses() {
    #expect(
      text(Reply.failure(to: .none, .badJSON, "The line is no JSON."))
        == #"{"ok":false,"error":{"code":"bad_json","message":"The line is no JSON."}}"# + "\n")
    let whole = Reply.failure(
      to: RequestID("a\n"), .conflict, "It is closed.", field: "alert",
      detail: { $0.member("faults", []) }, beside: { $0.member("state", "resolved") })
    #expect(
      text(whole)
        == #"{"ok":false,"id":"a\n","error":{"code":"conflict","message":"It is closed.","#
        + #""field":"alert","faults":[]},"state":"resolved"}"# + "\n")
  }

  @Test("the codes are those of the protocol")
  func namesCodes() {
    #expect(
      Set(WireError.allCases.map(\.rawValue)) == [
        "bad_json", "bad_request", "unknown_op", "too_large", "forbidden", "not_found", "conflict",
        "busy", "unavailable", "internal",
      ])
  }

  @Test("an event has its kind, its place and its time; a heartbeat has no place")
  func writesEvents() {
    let event = EventLine.line(.standDown, seq: 42, at: 1_795_472_223_120) {
      $0.member("alert", Int64(7))
    }
    #expect(
      text(event)
        == #"{"event":"stand_down","seq":42,"at":"2026-11-23T22:17:03.120Z","alert":7}"# + "\n")
    #expect(
      text(EventLine.heartbeat(at: 0))
        == #"{"event":"heartbeat","at":"1970-01-01T00:00:00.000Z"}"# + "\n")
  }
}
