import AmparoCore
import Foundation
import Testing

/// Ledgers that the laboratory makes, served by the real daemon.
@Suite struct LedgerLineTests {
  private func made(_ options: String...) throws -> Daemon {
    let daemon = try Daemon(directoryDocument: nil)
    #expect(daemon.stop() == 0)
    for suffix in ["", "-wal", "-shm"] {
      let file = daemon.database + suffix
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.removeItem(atPath: file)
      }
    }
    let process = Process()
    process.executableURL = Daemon.program.deletingLastPathComponent().appending(path: "amparo-lab")
    process.arguments = ["ledger"] + options + [daemon.database]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    try daemon.start()
    return daemon
  }

  @Test("a made ledger starts, verifies, and tells of its alerts as one the daemon wrote")
  func made() throws {
    let daemon = try made("--open", "8", "--closed", "20", "--events", "220")
    let client = try WireClient(daemon.socket)
    let health = try client.ask(#"{"op":"health"}"#)
    #expect(health["open_alerts"]?.int == 8)
    let bad = health["checks"]?.array?.filter { $0["status"]?.string == "critical" }
    #expect(bad?.isEmpty == true, "\(health)")
    let verified = try client.ask(#"{"op":"audit.verify"}"#)
    #expect(verified["intact"]?.bool == true, "\(verified)")
    let closed = try client.ask(#"{"op":"alert.list","state":"resolved","limit":50}"#)
    #expect(closed["alerts"]?.array?.count == 20)
    let history = try client.ask(#"{"op":"alert.history","alert":1}"#)
    let kinds = history["events"]?.array?.compactMap { $0["event"]?.string }
    #expect(kinds?.prefix(2) == ["raised", "step_started"])
    #expect(kinds?.last == "resolved")
    // 220 rows less what the 28 lives make without words: 160 and 36.
    var notes = 0
    for alert in 1...20 {
      let history = try client.ask(#"{"op":"alert.history","alert":\#(alert)}"#)
      notes += history["events"]?.array?.count { $0["event"]?.string == "noted" } ?? 0
    }
    #expect(notes == 220 - 160 - 36)
    // The first of the open ones is found by its caller, and a known case by its number.
    let again = try client.raise("+13000000000", id: "x1")
    #expect(again["alert"]?.int == 21 && again["repeat"]?.bool == true, "\(again)")
    let known = try client.raise("+34700000000", id: "x2")
    #expect(known["known"]?.bool == true && known["repeat"]?.bool == false, "\(known)")
    let seen = try client.raise("+34700000000", id: "made-3")
    #expect(seen["duplicate"]?.bool == true && seen["alert"]?.int == 4, "\(seen)")
  }

  @Test("overdue alerts of a made ledger fire once each, after the start")
  func overdue() throws {
    let daemon = try made("--open", "6", "--overdue")
    let client = try WireClient(daemon.socket)
    let started = poll(seconds: 10) {
      (1...6).allSatisfy { alert in
        let reply = try? client.ask(#"{"op":"alert.history","alert":\#(alert)}"#)
        let starts = reply?["events"]?.array?.filter { $0["event"]?.string == "step_started" } ?? []
        return starts.last.flatMap { $0["facts"]?["cause"]?.string } != "raised"
      }
    }
    #expect(started)
    #expect(try daemon.log.contains("started with 6 open alerts, 6 of them overdue"))
  }
}
