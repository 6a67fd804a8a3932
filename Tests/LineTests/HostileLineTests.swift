import AmparoCore
import AmparoHost
import Foundation
import Testing

@Suite struct HostileLineTests {
  private static let note = #"{"op":"alert.note","alert":1,"officer":"o1","text":"n"}"#

  private static func lines(_ line: String, _ count: Int) -> String {
    Array(repeating: line, count: count).joined(separator: "\n")
  }

  @Test("a raise that comes after a flood is decided before all but the first of its lines")
  func raiseFirst() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["contact:desk"], ack_within: "1h" }]"#, repeatFrom: 1)
    let gateway = try WireClient(daemon.socket)
    #expect(try gateway.raise(id: "r1")["alert"]?.int == 1)
    let floods = try (0..<4).map { _ in try WireClient(daemon.socket) }
    for flood in floods { _ = try flood.ask(#"{"op":"version"}"#) }
    daemon.signal(SIGSTOP)
    for flood in floods { try flood.send(Self.lines(Self.note, 200)) }
    try gateway.send(
      #"{"op":"alert.raise","request_id":"r2","caller":"600111002","source":"phone"}"#)
    daemon.signal(SIGCONT)
    #expect(try gateway.next()["alert"]?.int == 2)
    for flood in floods {
      for _ in 0..<200 { #expect(try flood.next()["ok"]?.bool == true) }
    }
    let raised = try #require(try Self.places(of: 2, gateway).first)
    #expect(try Self.places(of: 1, gateway).filter { $0 < raised }.count <= 3 + floods.count)
  }

  /// Where in the ledger the events of an alert stand.
  private static func places(of alert: Int64, _ client: WireClient) throws -> [Int64] {
    let reply = try client.ask(#"{"op":"alert.history","alert":\#(alert)}"#)
    return (reply["events"]?.array ?? []).compactMap { $0["seq"]?.int }
  }

  @Test("calls that came one after the other get their numbers in that order")
  func inOrder() throws {
    let daemon = try Daemon(directoryDocument: nil)
    let gateways = try (0..<20).map { _ in try WireClient(daemon.socket) }
    for gateway in gateways { _ = try gateway.ask(#"{"op":"version"}"#) }
    // The one asked last comes first once more, for epoll(7) looks at it again.
    _ = try WireClient(daemon.socket).ask(#"{"op":"version"}"#)
    daemon.signal(SIGSTOP)
    for (number, gateway) in gateways.enumerated() {
      try gateway.send(#"{"op":"alert.raise","request_id":"r\#(number)","caller":"anonymous"}"#)
    }
    daemon.signal(SIGCONT)
    let alerts = try gateways.map { try $0.next()["alert"]?.int }
    #expect(alerts == (1...20).map(Int64.init))
  }

  @Test("whoever shares its user with a flood is answered, and so is every line of the flood")
  func sharedUser() throws {
    let daemon = try Daemon()
    let flood = try WireClient(daemon.socket)
    let officer = try WireClient(daemon.socket)
    _ = try officer.raise(id: "r1")
    try flood.send(Self.lines(#"{"op":"version"}"#, 3000))
    #expect(try officer.act("acknowledge", 1, "o1")["state"]?.string == "acknowledged")
    for _ in 0..<3000 { #expect(try flood.next()["ok"]?.bool == true) }
  }

  @Test("peers that flood the line and are gone at once leave it to the others")
  func goneAtOnce() throws {
    let daemon = try Daemon()
    for _ in 0..<20 {
      let flood = try WireClient(daemon.socket)
      try flood.send(Self.lines(#"{"op":"queue.list","officer":"o1"}"#, 200))
    }
    let client = try WireClient(daemon.socket)
    #expect(try client.raise(id: "r1")["ok"]?.bool == true)
    #expect(try client.act("acknowledge", 1, "o1")["ok"]?.bool == true)
    #expect(try client.ask(#"{"op":"health"}"#)["ok"]?.bool == true)
  }

  @Test("a crowd that is turned away and gone before it is told keeps nobody else out")
  func crowdIsGone() throws {
    let daemon = try Daemon(
      extra: "limits: { connections_per_user: 2 },", directoryDocument: nil)
    let known = try WireClient(daemon.socket)
    _ = try known.ask(#"{"op":"version"}"#)
    daemon.signal(SIGSTOP)
    for _ in 0..<50 { _ = try WireClient(daemon.socket) }
    daemon.signal(SIGCONT)
    #expect(poll(seconds: 20) { (try? WireClient(daemon.socket).raise(id: "r1")) != nil })
    #expect(try !daemon.log.contains("could not be accepted"))
  }

  @Test("a history that a flood of notes has made long is told in parts, each once and in order")
  func longHistory() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    _ = try client.raise(id: "r1")
    let text = String(repeating: "n", count: 60_000)
    for _ in 0..<20 {
      #expect(try client.act("note", 1, "o1", #","text":"\#(text)""#)["ok"]?.bool == true)
    }
    var places: [Int64] = []
    var isMore = true
    while isMore {
      let reply = try client.ask(
        #"{"op":"alert.history","alert":1,"after":\#(places.last ?? 0)}"#)
      let part = (reply["events"]?.array ?? []).compactMap { $0["seq"]?.int }
      #expect(part.count < 20 && !part.isEmpty)
      places += part
      isMore = reply["more"]?.bool == true
    }
    #expect(places.count >= 21 && places == Set(places).sorted())
    let told = try CommandRun(["history", "1"], socket: daemon.socket)
    #expect(told.output.split(separator: "\n").filter { $0.contains(text) }.count == 20)
  }

  @Test("a terminal that reads late is sent all it missed, and is not cut off for it")
  func slowReplay() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["contact:desk"], ack_within: "1h" }]"#, directoryDocument: nil,
      repeatFrom: 1)
    let client = try WireClient(daemon.socket)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("contact:desk")
    let note = #","note":"\#(String(repeating: "n", count: 50_000))""#
    for number in 1...60 {
      _ = try client.raise("anonymous", id: "\(number)", extra: note)
      #expect(try terminal.event("page")["alert"]?.int == Int64(number))
      let end = #"{"op":"alert.cancel","alert":\#(number),"reason":"x"}"#
      #expect(try client.ask(end)["ok"]?.bool == true)
    }
    let late = try WireClient(daemon.socket)
    try late.send(#"{"op":"queue.subscribe","officer":"contact:desk","after":0}"#)
    for _ in 0..<500 { _ = try client.ask(#"{"op":"version"}"#) }
    var last: Int64 = 0
    var upTo = Int64.max
    while last < upTo {
      let line = try late.next()
      if line["ok"]?.bool == true { upTo = line["seq"]?.int ?? 0 }
      guard let seq = line["seq"]?.int, line["event"] != nil, seq <= upTo else { continue }
      #expect(seq > last)
      last = seq
    }
    #expect(try !daemon.log.contains("is cut off"))
  }
}
