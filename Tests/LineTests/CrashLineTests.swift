import AmparoCore
import CSQLite
import Foundation
import Testing

@Suite struct CrashLineTests {
  @Test("kill -9 under load loses nothing that was acknowledged and doubles nothing")
  func killed() throws {
    let long =
      #"[{ page: ["contact:desk"], ack_within: "1h" }, "#
      + #"{ page: ["contact:desk"], ack_within: "1h" }]"#
    let daemon = try Daemon(steps: long, directoryDocument: nil)
    var accepted: [String: Int64] = [:]
    for round in 0..<5 {
      let client = try WireClient(daemon.socket)
      let others = try (0..<4).map { _ in try WireClient(daemon.socket) }
      for number in 0..<40 {
        let id = "k\(round)-\(number)"
        for (index, other) in others.enumerated() {
          try other.send(
            #"{"op":"alert.raise","request_id":"o\#(index)-\#(id)","caller":"anonymous"}"#)
        }
        let reply = try client.raise("anonymous", id: id)
        #expect(reply["durable"]?.bool == true)
        accepted[id] = reply["alert"]?.int
      }
      daemon.kill9()
      try daemon.start()
      let after = try WireClient(daemon.socket)
      for (id, alert) in accepted {
        let again = try after.raise("anonymous", id: id)
        #expect(again["alert"]?.int == alert)
        #expect(again["duplicate"]?.bool == true)
        #expect(again["state"]?.string == "paging")
      }
    }
    #expect(Set(accepted.values).count == accepted.count)
    #expect(try WireClient(daemon.socket).ask(#"{"op":"audit.verify"}"#)["intact"]?.bool == true)
  }

  @Test("after a kill overdue deadlines fire at once, and the start records how late they are")
  func overdue() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    _ = try client.raise(id: "r1")
    daemon.kill9()
    usleep(600_000)
    try daemon.start()
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o2")
    #expect(try terminal.event("page")["alert"]?.int == 1)
    #expect(try daemon.log.contains("started with 1 open alerts, 1 of them overdue"))
    let history = try terminal.ask(#"{"op":"alert.history","alert":1}"#)
    let kinds = (history["events"]?.array ?? []).compactMap { $0["event"]?.string }
    #expect(kinds.filter { $0 == "raised" }.count == 1)
  }

  @Test("a terminal that was cut off misses nothing, not even over a restart of the daemon")
  func replay() throws {
    let long =
      #"[{ page: ["assigned"], ack_within: "1h" }, { page: ["assigned"], ack_within: "1h" }]"#
    let daemon = try Daemon(steps: long)
    var seen: Int64 = 0
    do {
      let terminal = try WireClient(daemon.socket)
      seen = try terminal.subscribe("o1")["seq"]?.int ?? 0
    }
    let client = try WireClient(daemon.socket)
    _ = try client.raise(id: "r1")
    _ = try client.act("acknowledge", 1, "o1")
    _ = try client.act("resolve", 1, "o1", #","outcome":"attended""#)
    daemon.kill9()
    try daemon.start()
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1", after: seen)
    #expect(try terminal.event("page")["page"]?.int == 1)
    #expect(try terminal.event("alert")["state"]?.string == "paging")
    #expect(try terminal.event("alert")["state"]?.string == "acknowledged")
    #expect(try terminal.event("alert")["state"]?.string == "resolved")
  }

  @Test("a stop tries once more to store what is owed")
  func stopWhileOwing() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    var handle: OpaquePointer?
    #expect(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    defer { sqlite3_close_v2(handle) }
    #expect(sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    #expect(try client.raise(id: "r1")["durable"]?.bool == false)
    #expect(sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    #expect(daemon.stop() == 0)
    try daemon.start()
    #expect(try WireClient(daemon.socket).raise(id: "r1")["duplicate"]?.bool == true)
  }

  @Test("with the database locked officers are paged all the same, and what is owed is stored")
  func lockedDatabase() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1")
    var handle: OpaquePointer?
    #expect(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    defer { sqlite3_close_v2(handle) }
    #expect(sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let reply = try client.raise(id: "r1")
    #expect(reply["ok"]?.bool == true)
    #expect(reply["durable"]?.bool == false)
    #expect(try terminal.event("page")["alert"]?.int == 1)
    for number in 2...20 {
      #expect(try client.raise("anonymous", id: "r\(number)")["durable"]?.bool == false)
    }
    #expect(try client.ask(#"{"op":"health"}"#)["status"]?.string == "critical")
    #expect(sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    let isBack = poll(seconds: 20) {
      (try? client.ask(#"{"op":"health"}"#))?["status"]?.string == "ok"
    }
    #expect(isBack)
    #expect(try client.ask(#"{"op":"audit.verify"}"#)["intact"]?.bool == true)
    daemon.kill9()
    try daemon.start()
    let after = try WireClient(daemon.socket)
    #expect(try after.raise(id: "r1")["duplicate"]?.bool == true)
    for number in 2...20 {
      let retry = try after.raise("anonymous", id: "r\(number)")
      #expect(retry["alert"]?.int == Int64(number))
      #expect(retry["state"]?.string == "paging")
    }
  }

  @Test("a ledger row gone bad is set aside with an alarm; its alert is paged all the same")
  func badRow() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    daemon.kill9()
    var handle: OpaquePointer?
    #expect(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    let sql = "UPDATE events SET body = 'garbage' WHERE kind = 'raised'"
    #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    sqlite3_close_v2(handle)
    try daemon.start()
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o2")
    #expect(try terminal.event("page")["alert"]?.int == 1)
    #expect(try terminal.ask(#"{"op":"health"}"#)["status"]?.string == "critical")
    let broken = try terminal.ask(#"{"op":"audit.verify"}"#)
    #expect(broken["intact"]?.bool == false)
    #expect(broken["fault"]?.string == "changed")
  }

  @Test("rows gone from the ledger are found by a check, and health tells from then on")
  func missingRow() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    daemon.kill9()
    var handle: OpaquePointer?
    #expect(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    let sql = "DELETE FROM events WHERE kind = 'directory_applied'"
    #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    sqlite3_close_v2(handle)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    #expect(try client.ask(#"{"op":"audit.verify","head":"9:00"}"#)["intact"]?.bool != true)
    #expect(try client.ask(#"{"op":"health"}"#)["status"]?.string == "ok")
    #expect(try client.ask(#"{"op":"audit.verify"}"#)["fault"]?.string == "missing")
    let checks = try client.ask(#"{"op":"health"}"#)["checks"]?.array
    let ledger = checks?.first { $0["name"]?.string == "ledger" }
    #expect(ledger?["status"]?.string == "critical")
    #expect(ledger?["message"]?.string?.contains("chain is broken") == true)
  }

  @Test("a clean stop ends with 0 and the next start goes on with open alerts")
  func cleanStop() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    #expect(daemon.stop() == 0)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    #expect(try client.state(1) == "paging")
    #expect(try client.raise("anonymous", id: "r2")["alert"]?.int == 2)
  }
}
