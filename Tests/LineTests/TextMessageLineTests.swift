import AmparoCore
import AmparoHost
import Foundation
import Testing

/// The whole way of a text message, with smstools itself.
@Suite struct TextMessageLineTests {
  /// smstools takes a second a look, and this machine may be busy. The tests wait beside the others
  /// and one another, for they do little else.
  private static let patience: Int64 = 60

  @Test("a page goes out, is sent, then delivered; the officer answers SI; a victim's text raises")
  func wholeWay() async throws {
    let station = try TextStation()
    let daemon = try station.daemon()
    try station.modem("report 0")
    try station.start(socket: daemon.socket)
    let client = try WireClient(daemon.socket)
    let code = try #require(try client.raise(id: "r1")["code"]?.string)
    try #require(await poll(seconds: Self.patience) { (try? station.submitted)?.isEmpty == false })
    let message = try station.submitted[0]
    #expect(message["to"]?.string == "34600000101")
    #expect(message["text"]?.string?.contains("Responda SI \(code) o NO \(code)") == true)
    #expect(await poll(seconds: Self.patience) { (try? client.pageState(1)) == "delivered" })
    #expect(try client.state(1) == "paging")
    // A sender's name may hold line feeds, and so make the file say what it wants.
    try station.text(from: #"600000101\n\n"#, "SI \(code)")
    try station.text(from: "34600999888", "SI \(code)")
    try station.text(from: "34600111002", "está en la puerta")
    #expect(await poll(seconds: Self.patience) { (try? client.alert(2))?["ok"]?.bool == true })
    #expect(try client.state(1) == "paging")
    #expect(try client.alert(2)["source"]?.string == "sms")
    try station.text(from: "34600000101", "Sí, \(code.lowercased())")
    #expect(await poll(seconds: Self.patience) { (try? client.state(1)) == "acknowledged" })
    #expect(try client.alert(1)["responder"]?.string == "o1")
    let health = try client.ask(#"{"op":"health"}"#)["checks"]?.array ?? []
    #expect(health.contains { $0["name"]?.string == "messages" })
    #expect(try client.ask(#"{"op":"audit.verify"}"#)["intact"]?.bool == true)
    let log = try daemon.log
    for personal in ["600000101", "600999888", "600111002", "puerta"] {
      #expect(!log.contains(personal))
    }
  }

  @Test("a message that the network refuses is a failed page, and the next step begins")
  func refused() async throws {
    let station = try TextStation()
    let daemon = try station.daemon()
    try station.modem("answer error")
    try station.start(socket: daemon.socket)
    let (client, terminal) = (try WireClient(daemon.socket), try WireClient(daemon.socket))
    _ = try terminal.subscribe("o2")
    _ = try client.raise(id: "r1")
    #expect(await poll(seconds: Self.patience) { (try? client.alert(1))?["step"]?.int == 2 })
    #expect(try terminal.event("page")["step"]?.int == 2)
    #expect(try client.pageState(1) == "failed")
  }

  @Test(
    "a modem that never answers, or is not registered, is found out within seconds, not minutes",
    arguments: ["answer none", "registered no"])
  func silent(fault: String) async throws {
    let station = try TextStation()
    let daemon = try station.daemon()
    try station.modem(fault)
    try station.start(socket: daemon.socket)
    let client = try WireClient(daemon.socket)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o2")
    _ = try client.raise(id: "r1")
    #expect(await poll(seconds: Self.patience) { (try? client.alert(1))?["step"]?.int == 2 })
    let history = try client.ask(#"{"op":"alert.history","alert":1}"#)
    #expect("\(history)".contains("within 15s"))
  }

  @Test("a report that a message never arrived fails the page that was sent")
  func neverArrived() async throws {
    let station = try TextStation()
    let daemon = try station.daemon()
    try station.modem("report 70")
    try station.start(socket: daemon.socket)
    let client = try WireClient(daemon.socket)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o2")
    _ = try client.raise(id: "r1")
    #expect(await poll(seconds: Self.patience) { (try? client.alert(1))?["step"]?.int == 2 })
    #expect(try client.pageState(1) == "failed")
  }

  @Test("a text that comes while the daemon is away is kept, and raises once it is back")
  func daemonAway() async throws {
    let station = try TextStation()
    let daemon = try station.daemon()
    #expect(daemon.stop() == 0)
    try station.start(socket: daemon.socket)
    try station.text(from: "34600111001", "ayuda")
    let events = station.directory.appending(path: "kept/events").path()
    func kept() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: events)
        .count { $0.hasSuffix(".json") }
    }
    #expect(await poll(seconds: Self.patience) { (try? kept()) == 1 })
    try daemon.start()
    let client = try WireClient(daemon.socket)
    #expect(
      await poll(seconds: Self.patience) { (try? client.alert(1))?["source"]?.string == "sms" })
    #expect(await poll(seconds: Self.patience) { (try? kept()) == 0 })
  }
}
