import AmparoCore
import AmparoHost
import Foundation
import Testing

/// The example of a gateway that is no Asterisk, as it stands in `Deploy/gateway`.
@Suite struct GatewayExampleTests {
  private static let program = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Deploy/gateway/gateway.py").standardized.path()

  private static let steps = """
    [ { page: ["assigned"], ack_within: "700ms" }, { page: ["deputies"], ack_within: "1h" } ]
    """

  private static let town = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Uno","contacts":[{"channel":"queue"},\
    {"channel":"call","address":"+34600000101"}]},\
    {"id":"o2","name":"Dos","contacts":[{"channel":"queue"},\
    {"channel":"call","address":"+34600000102"}]}],"cases":[\
    {"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1","deputies":["o2"]}]}
    """

  /// Runs it with telephones that answer as the shell text says, and returns what it prints.
  private func call(_ daemon: Daemon, telephone: String) throws -> String {
    let ring = daemon.directory.appending(path: "ring")
    try ("#!/bin/sh\n" + telephone).write(to: ring, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: ring.path())
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.program, daemon.socket, "call-1", "600 111 001", ring.path(),
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }

  @Test("it is forty lines long, as its page says")
  func length() throws {
    let text = try String(contentsOfFile: Self.program, encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 41)
  }

  @Test("nobody answers at the first step; at the next an officer presses 1 and has the alert")
  func secondStep() throws {
    let daemon = try Daemon(steps: Self.steps, directoryDocument: Self.town)
    let terminals = try ["o1", "o2"].map { officer in
      let terminal = try WireClient(daemon.socket)
      _ = try terminal.subscribe(officer)
      return terminal
    }
    let text = try call(
      daemon, telephone: #"case $1 in *101) exec sleep 30;; *) exit 0;; esac"#)
    #expect(text == "alert 1 durable True\nresponder o2 state acknowledged\n")
    #expect(terminals.count == 2)
  }

  @Test("the officer who presses 2 declines, and the next step's rings at once")
  func declines() throws {
    let daemon = try Daemon(steps: Self.steps, directoryDocument: Self.town)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o2")
    let text = try call(daemon, telephone: #"case $1 in *101) exit 2;; *) exit 0;; esac"#)
    #expect(text.hasSuffix("responder o2 state acknowledged\n"))
    let history = try terminal.ask(#"{"op":"alert.history","alert":1}"#)
    let kinds = (history["events"]?.array ?? []).compactMap { $0["event"]?.string }
    #expect(kinds.contains("declined"))
  }
}
