import AmparoCore
import Foundation
import Testing

@Suite struct EscalationLineTests {
  @Test("a call is paged, escalates on silence, is acknowledged and resolved")
  func wholeLife() throws {
    let daemon = try Daemon()
    let (gateway, first) = (try WireClient(daemon.socket), try WireClient(daemon.socket))
    let second = try WireClient(daemon.socket)
    _ = try first.subscribe("o1")
    _ = try second.subscribe("o2")
    let raised = try gateway.raise(id: "r1")
    #expect(raised["durable"]?.bool == true)
    #expect(raised["known"]?.bool == true)
    #expect(raised["ring"]?.array?.first?["number"]?.string == "+34600000101")
    let page = try first.event("page")
    #expect(page["card"]?["name"]?.string == "Apellidosecreto")
    #expect(page["code"] == raised["code"])
    let later = try second.event("page")
    #expect(later["step"]?.int == 2)
    let taken = try second.act("acknowledge", 1, "o2")
    #expect(taken["state"]?.string == "acknowledged")
    #expect(try first.event("stand_down")["responder"]?.string == "o2")
    let late = try first.act("acknowledge", 1, "o1")
    #expect(late["error"]?["code"]?.string == "conflict")
    #expect(late["responder"]?.string == "o2")
    _ = try second.act("progress", 1, "o2", #","status":"en_route""#)
    _ = try second.act("progress", 1, "o2", #","status":"on_scene""#)
    let closed = try second.act("resolve", 1, "o2", #","outcome":"attended""#)
    #expect(closed["state"]?.string == "resolved")
    #expect(try gateway.ask(#"{"op":"audit.verify"}"#)["intact"]?.bool == true)
    #expect(daemon.stop() == 0)
    let log = try daemon.log
    for personal in ["Apellidosecreto", "Nombreuno", "600111001", "600000101"] {
      #expect(!log.contains(personal))
    }
  }

  @Test("silence after an acknowledgement resumes paging, and the responder keeps the alert")
  func silentResponder() throws {
    let daemon = try Daemon(progressWithin: "2s")
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    _ = try client.raise(id: "r1")
    _ = try client.act("acknowledge", 1, "o1")
    #expect(poll(seconds: 10) { (try? client.state(1)) == "paging" })
    let alert = try client.ask(#"{"op":"alert.get","alert":1}"#)
    #expect(alert["responder"]?.string == "o1")
  }

  @Test(
    "who was asked while the responder was silent is stood down by whatever the responder says",
    arguments: [#""status":"en_route""#, #""status":"on_scene""#])
  func silenceEnds(status: String) throws {
    let daemon = try Daemon(progressWithin: "300ms")
    let (client, other) = (try WireClient(daemon.socket), try WireClient(daemon.socket))
    _ = try client.subscribe("o1")
    _ = try other.subscribe("o2")
    _ = try client.raise(id: "r1")
    _ = try client.act("acknowledge", 1, "o1")
    _ = try other.event("page")
    _ = try client.act("progress", 1, "o1", ",\(status)")
    _ = try client.act("resolve", 1, "o1", #","outcome":"attended""#)
    let end = try other.event("stand_down")
    #expect(status.contains(end["state"]?.string ?? "none"))
    #expect(end["responder"]?.string == "o1")
  }

  @Test("after the start's grace a page without a terminal fails and the next step begins at once")
  func noTerminal() throws {
    let slow =
      #"[{ page: ["assigned"], ack_within: "1h" }, { page: ["contact:desk"], ack_within: "1h" }]"#
    let daemon = try Daemon(steps: slow)
    let desk = try WireClient(daemon.socket)
    _ = try desk.subscribe("contact:desk")
    _ = try desk.ask(
      #"{"op":"alert.raise","request_id":"r1","caller":"600111002","source":"button"}"#)
    #expect(try desk.event("page")["step"]?.int == 2)
  }

  @Test("long polls of the dial loop answer when the step changes, or when their time is up")
  func wait() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["assigned"], ack_within: "2s" }, "#
        + #"{ page: ["deputies"], ack_within: "1h" }]"#)
    let (gateway, terminal) = (try WireClient(daemon.socket), try WireClient(daemon.socket))
    for officer in ["o1", "o2", "o3", "contact:desk"] { _ = try terminal.subscribe(officer) }
    _ = try gateway.raise(id: "r1")
    let short = try gateway.ask(#"{"op":"alert.wait","alert":1,"after_step":1,"for":"1ms"}"#)
    #expect(short["step"]?.int == 1)
    let next = try gateway.ask(#"{"op":"alert.wait","alert":1,"after_step":1,"for":"10s"}"#)
    #expect(next["step"]?.int == 2)
  }

  @Test("a failed page from an exec channel begins the next step at once")
  func failedChannel() throws {
    let steps =
      #"[{ page: ["contact:bell"], ack_within: "1h" }, "#
      + #"{ page: ["contact:desk"], ack_within: "1h" }]"#
    let extra = #"channels: { ring: { kind: "exec", command: ["/bin/false"] } },"#
    let daemon = try Daemon(
      steps: steps, extra: extra, directoryDocument: nil,
      contacts: #"bell: { contacts: [ { channel: "ring" } ] },"#)
    let desk = try WireClient(daemon.socket)
    _ = try desk.subscribe("contact:desk")
    _ = try desk.raise("anonymous", id: "r1")
    #expect(try desk.event("page")["step"]?.int == 2)
  }

  @Test("two withheld calls are two alerts; a retry is the same; a further call joins")
  func identities() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    #expect(try client.raise("anonymous", id: "a")["alert"]?.int == 1)
    #expect(try client.raise("restricted", id: "b")["alert"]?.int == 2)
    let retry = try client.raise("anonymous", id: "a")
    #expect(retry["alert"]?.int == 1)
    #expect(retry["duplicate"]?.bool == true)
    #expect(try client.raise("+34600111001", id: "c")["repeat"]?.bool == false)
    let again = try client.raise("0034 600-111-001", id: "d")
    #expect(again["alert"]?.int == 3)
    #expect(again["repeat"]?.bool == true)
    #expect(try client.raise("968111900", id: "e")["alert"]?.int == 4)
    #expect(try client.raise("600222003", id: "f")["alert"]?.int == 4)
  }
}
