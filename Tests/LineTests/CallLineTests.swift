import AmparoCore
import AmparoHost
import Testing

/// What becomes known about a call after it was raised.
@Suite struct CallLineTests {
  private static let steps = #"[{ page: ["assigned"], ack_within: "1h" }]"#

  private func latitude(_ client: WireClient) throws -> Double? {
    let alert = try client.ask(#"{"op":"alert.get","alert":1,"officer":"o1"}"#)
    return alert["call"]?["location"]?["lat"]?.number
  }

  @Test("officers see where she was last, whoever said so, also after a crash")
  func location() throws {
    let daemon = try Daemon(steps: Self.steps, repeatFrom: 1)
    var client = try WireClient(daemon.socket)
    _ = try client.raise(id: "r1", extra: #","location":{"lat":38.1,"lon":-1.1}"#)
    #expect(try latitude(client) == 38.1)
    _ = try client.ask(
      #"{"op":"alert.update","alert":1,"event":"location","location":{"lat":38.2,"lon":-1.1}}"#)
    #expect(try latitude(client) == 38.2)
    _ = try client.raise(id: "r2", extra: #","location":{"lat":38.3,"lon":-1.1}"#)
    _ = try client.raise(id: "r3")
    #expect(try latitude(client) == 38.3)
    daemon.kill9()
    try daemon.start()
    client = try WireClient(daemon.socket)
    #expect(try latitude(client) == 38.3)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1")
    #expect(try terminal.event("page")["call"]?["location"]?["lat"]?.number == 38.3)
  }

  @Test(
    "a change that is not said is refused, and named",
    arguments: [
      (#""event":"location""#, "location"), (#""event":"note""#, "note"),
      (#""event":"note","note":" ""#, "note"), (#""event":"call_ended","location":5"#, "location"),
    ])
  func unsaid(members: String, field: String) throws {
    let daemon = try Daemon(steps: Self.steps, repeatFrom: 1)
    let client = try WireClient(daemon.socket)
    _ = try client.raise(id: "r1")
    let reply = try client.ask(#"{"op":"alert.update","alert":1,\#(members)}"#)
    #expect(reply["error"]?["code"]?.string == "bad_request")
    #expect(reply["error"]?["field"]?.string == field)
    let dropped = try client.ask(#"{"op":"alert.update","alert":1,"event":"call_dropped"}"#)
    #expect(dropped["ok"]?.bool == true)
  }

  @Test("a gateway that holds her is told at once whom a transfer asks, waiting or ringing")
  func transfer() throws {
    let daemon = try Daemon(steps: Self.steps, repeatFrom: 1)
    let (gateway, client) = (try WireClient(daemon.socket), try WireClient(daemon.socket))
    _ = try client.subscribe("o1")
    _ = try gateway.raise(id: "r1", extra: #","rings":true"#)
    let wait = #"{"op":"alert.wait","alert":1,"after_step":1,"for":"40s"}"#
    for (isWaiting, officer) in [(true, "o5"), (false, "o6")] {
      let record =
        #"{"id":"\#(officer)","contacts":[{"channel":"call","address":"+34600000109"}]}"#
      _ = try client.ask(#"{"op":"officer.put","record":\#(record)}"#)
      if isWaiting { try gateway.send(wait) }
      _ = try client.act("transfer", 1, "o3", #","to":"\#(officer)""#)
      if !isWaiting { try gateway.send(wait) }
      let asked = Clock.monotonicNanoseconds()
      let reply = try gateway.next()
      #expect(Clock.monotonicNanoseconds() - asked < 30_000_000_000)
      #expect(reply["step"]?.int == 1)
      #expect(reply["ring"]?.array?.contains { $0["officer"]?.string == officer } == true)
    }
    let started = try client.ask(#"{"op":"alert.history","alert":1}"#)["events"]?.array?
      .filter { $0["event"]?.string == "step_started" }
    #expect(started?.count == 3)
  }
}
