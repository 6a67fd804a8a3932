import AmparoCore
import Foundation
import Testing

@Suite struct BadInputLineTests {
  @Test("every malformed line is answered with its code, and the connection goes on")
  func malformedLines() throws {
    let daemon = try Daemon(directoryDocument: nil)
    let client = try WireClient(daemon.socket)
    let table: [([UInt8], String)] = [
      ([0], "bad_json"), ([0xFF, 0xFE], "bad_json"), (Array("[]".utf8), "bad_json"),
      (Array("\"x\"".utf8), "bad_json"), (Array("{\"op\":".utf8), "bad_json"),
      ([UInt8](repeating: UInt8(ascii: "["), count: 5000), "bad_json"),
      (Array("{}".utf8), "bad_request"), (Array("{\"op\":1}".utf8), "bad_request"),
      (Array("{\"op\":\"alert.rise\"}".utf8), "unknown_op"),
      (Array("{\"op\":\"alert.get\",\"alert\":\"x\"}".utf8), "bad_request"),
      (Array("{\"op\":\"alert.get\",\"alert\":7}".utf8), "not_found"),
    ]
    for (line, code) in table {
      try client.send(bytes: line)
      let reply = try client.next()
      #expect(reply["ok"]?.bool == false)
      #expect(reply["error"]?["code"]?.string == code)
    }
    #expect(try client.ask(#"{"op":"version"}"#)["ok"]?.bool == true)
  }

  @Test("a line that is too long is told once, and the connection closes")
  func tooLong() throws {
    let daemon = try Daemon(directoryDocument: nil)
    let client = try WireClient(daemon.socket)
    try client.send(bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 70_000))
    #expect(try client.next()["error"]?["code"]?.string == "too_large")
    #expect(throws: WireClient.Lost.self) { try client.next() }
  }

  @Test("empty lines are passed over, and replies come in the order of the requests")
  func pipelined() throws {
    let daemon = try Daemon(directoryDocument: nil)
    let client = try WireClient(daemon.socket)
    try client.send(
      "\r\n\n{\"op\":\"alert.list\",\"id\":1}\r\n{\"op\":\"version\",\"id\":{\"a\":[null]}}\n"
        + "{\"op\":\"alert.raise\",\"id\":3}")
    #expect(try client.next()["id"] == 1)
    #expect(try client.next()["id"] == ["a": [.null]])
    #expect(try client.next()["id"] == 3)
  }

  @Test(
    "an emergency is never refused for a bad field",
    arguments: [
      #""caller":5"#, #""caller":{"a":1}"#, #""caller":null"#, #""source":"x""#,
      #""caller_role":7"#, #""location":{"lat":"x"}"#, #""silent":"yes""#, #""drill":"no""#,
      #""case":"VG-999""#, #""case":["x"]"#, #""note":{}"#, #""presentation":"x""#,
      #""call_started":"yesterday""#, #""called":1"#, #""rings":"yes""#, #""silent":1e400"#,
      #""location":{"lat":1e400,"lon":0}"#,
    ])
  func badFields(field: String) throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let reply = try client.ask(#"{"op":"alert.raise","request_id":"b","source":"phone",\#(field)}"#)
    #expect(reply["ok"]?.bool == true)
    #expect(reply["alert"]?.int == 1)
    let name = String(field.split(separator: "\"")[0])
    let warnings = (reply["warnings"]?.array ?? []).compactMap(\.string)
    #expect(warnings.contains { $0.hasPrefix(name) })
  }

  @Test(
    "an emergency is not refused for JSON that no value can hold: it is kept as it came",
    arguments: [
      #""Jos\udce9""#, #""\ud83d""#, "1e400",
      String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
    ])
  func unkeepable(value: String) throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let reply = try client.raise(id: "u", extra: #","note":\#(value)"#)
    #expect(reply["ok"]?.bool == true)
    #expect(reply["known"]?.bool == true)
    let history = try client.ask(#"{"op":"alert.history","alert":1}"#)
    let said = JSONWriter.text(history["events"]?.array?.first?["said"] ?? .null)
    let kept = value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value
    #expect(said.contains(kept.replacingOccurrences(of: "\\", with: "\\\\").prefix(60)))
  }

  @Test("a second daemon on the same database or socket is refused in words")
  func second() throws {
    let daemon = try Daemon(directoryDocument: nil)
    let other = daemon.directory.appending(path: "other.db").path()
    for arguments in [["--socket", daemon.socket + "2"], ["--database", other]] {
      let log = daemon.directory.appending(path: UUID().uuidString)
      let process = try Daemon.launch(
        ["--config", daemon.directory.appending(path: "amparo.json5").path()] + arguments,
        log: log)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(try String(contentsOf: log, encoding: .utf8).contains("another daemon"))
    }
  }

  @Test("a faulty configuration is refused whole on SIGHUP, and a good one taken into use")
  func reload() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let file = daemon.directory.appending(path: "amparo.json5")
    let good = try String(contentsOf: file, encoding: .utf8)
    try daemon.write(good.replacingOccurrences(of: "assigned", with: "asigned"))
    daemon.signal(SIGHUP)
    func status() -> String? { (try? client.ask(#"{"op":"health"}"#))?["status"]?.string }
    #expect(poll(seconds: 10) { status() == "warning" })
    #expect(try client.raise(id: "r1")["ok"]?.bool == true)
    try daemon.write(good)
    #expect(try client.ask(#"{"op":"config.reload"}"#)["ok"]?.bool == true)
    #expect(poll(seconds: 10) { status() == "ok" })
  }

  @Test("a terminal whose user may no longer have it is cut off by a reload, and no other")
  func withdrawnRole() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1")
    _ = try client.raise(id: "r1")
    _ = try terminal.event("page")
    #expect(try client.ask(#"{"op":"config.reload"}"#)["ok"]?.bool == true)
    #expect(try terminal.ask(#"{"op":"queue.list","officer":"o1"}"#)["ok"]?.bool == true)
    let file = daemon.directory.appending(path: "amparo.json5")
    let good = try String(contentsOf: file, encoding: .utf8)
    try daemon.write(good.replacingOccurrences(of: #""responder", "supervisor", "#, with: ""))
    #expect(try client.ask(#"{"op":"config.reload"}"#)["ok"]?.bool == true)
    #expect(throws: (any Error).self) { try terminal.ask(#"{"op":"version"}"#) }
    #expect(try client.raise(id: "r2")["ok"]?.bool == true)
  }

  @Test("what only a restart takes of a new configuration is said, until the file is as it was")
  func reloadOfChannels() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let file = daemon.directory.appending(path: "amparo.json5")
    let good = try String(contentsOf: file, encoding: .utf8)
    let bell = #"channels: { bell: { kind: "exec", command: ["/bin/true"] } }, last_resort"#
    try daemon.write(good.replacingOccurrences(of: "last_resort", with: bell))
    let reply = try client.ask(#"{"op":"config.reload"}"#)
    #expect(reply["reloaded"]?.bool == true)
    #expect(reply["warnings"] == ["channels: only a restart takes what is new here"])
    func check() throws -> JSONValue? {
      try client.ask(#"{"op":"health"}"#)["checks"]?.array?
        .first { $0["name"]?.string == "configuration" }
    }
    #expect(try check()?["status"]?.string == "warning")
    #expect(try check()?["message"]?.string?.hasSuffix(": channels") == true)
    try daemon.write(good)
    #expect(try client.ask(#"{"op":"config.reload"}"#)["warnings"] == [])
    #expect(try check()?["status"]?.string == "ok")
  }

  @Test("a directory with a fault changes nothing, and an export applied again changes nothing")
  func directory() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let broken = Daemon.town.replacingOccurrences(
      of: #""assigned":"o2""#, with: #""assigned":"o9""#)
    let refused = try client.ask(#"{"op":"directory.apply","document":\#(broken)}"#)
    let fault = refused["error"]?["faults"]?.array?.first
    #expect(fault?["path"]?.string == "cases[1].assigned")
    #expect(fault?["message"]?.string?.contains("o9") == true)
    let export = try client.ask(#"{"op":"directory.export"}"#)
    let document = JSONWriter.text(try #require(export["document"]))
    let again = try client.ask(#"{"op":"directory.apply","document":\#(document)}"#)
    #expect(again["changed"]?["count"]?.int == 0)
  }

  @Test("a peer without a role may ask nothing, and its connections are bounded")
  func peers() throws {
    let daemon = try Daemon(
      peers: "[ { user: 4_000_000, role: \"gateway\" } ]".replacingOccurrences(of: "_", with: ""),
      extra: "limits: { connections_per_user: 3 },", directoryDocument: nil)
    var clients: [WireClient] = []
    // The connection that found the daemon up may not be gone yet.
    let areServed = poll(seconds: 10) {
      guard let client = try? WireClient(daemon.socket),
        let reply = try? client.ask(#"{"op":"version"}"#),
        reply["error"]?["code"]?.string == "forbidden"
      else { return false }
      clients.append(client)
      return clients.count == 3
    }
    #expect(areServed)
    for operation in Self.operations {
      let reply = try clients[0].ask(#"{"op":"\#(operation)"}"#)
      #expect(reply["error"]?["code"]?.string == "forbidden")
    }
    let fourth = try WireClient(daemon.socket)
    #expect(try fourth.next()["error"]?["code"]?.string == "busy")
    withExtendedLifetime(clients) {}
  }

  static let operations = [
    "alert.raise", "alert.update", "alert.wait", "alert.acknowledge", "alert.get", "alert.list",
    "alert.history", "queue.subscribe", "queue.list", "directory.export", "case.list",
    "case.show", "officer.list", "rota.who", "health", "metrics", "audit.verify", "version",
  ]

  @Test("a subscriber that never reads is cut off and told why in the log; others are served")
  func neverReads() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["contact:desk"], ack_within: "1h" }]"#, directoryDocument: nil,
      repeatFrom: 1)
    let deaf = try WireClient(daemon.socket)
    try deaf.send(#"{"op":"queue.subscribe","officer":"contact:desk"}"#)
    let client = try WireClient(daemon.socket)
    let note = String(repeating: "n", count: 30_000)
    var number = 0
    let wasCut = poll(seconds: 60) {
      number += 1
      _ = try? client.ask(#"{"op":"alert.raise","request_id":"n\#(number)","note":"\#(note)"}"#)
      return (try? daemon.log.contains("is cut off")) == true
    }
    #expect(wasCut)
    #expect(try client.raise("anonymous", id: "last")["ok"]?.bool == true)
    withExtendedLifetime(deaf) {}
  }

  @Test("a terminal that comes to more open pages than it may leave unread gets every one")
  func comesToMany() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["contact:desk"], ack_within: "1h" }]"#, directoryDocument: nil,
      repeatFrom: 1)
    let client = try WireClient(daemon.socket)
    let note = #","note":"\#(String(repeating: "n", count: 60_000))""#
    do {
      // There is one for as long as they call, so that each page goes out once.
      let earlier = try WireClient(daemon.socket)
      _ = try earlier.subscribe("contact:desk")
      for number in 1...60 {
        _ = try client.raise("anonymous", id: "r\(number)", extra: note)
        _ = try earlier.event("page")
      }
    }
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("contact:desk")
    for number in 1...60 { #expect(try terminal.event("page")["alert"]?.int == Int64(number)) }
    #expect(try client.raise("anonymous", id: "last")["durable"]?.bool == true)
    #expect(try terminal.event("page")["alert"]?.int == 61)
  }
}
