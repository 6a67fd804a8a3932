import AmparoCore
import CSQLite
import Foundation
import Testing

/// Stored rows that somebody, or the disk, has changed.
@Suite struct SpoiltRowsLineTests {
  private func spoil(_ sql: String, _ daemon: Daemon) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    try #require(sqlite3_open(daemon.database, &handle) == SQLITE_OK)
    try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    try #require(sqlite3_total_changes(handle) > 0)
  }

  /// The parts of `health` that are not in order, with what they say.
  private func faults(_ client: WireClient) throws -> [String: String] {
    let checks = try client.ask(#"{"op":"health"}"#)["checks"]?.array ?? []
    var found: [String: String] = [:]
    for check in checks where check["status"]?.string != "ok" {
      found[check["name"]?.string ?? ""] = check["message"]?.string
    }
    return found
  }

  @Test(
    "a number or a time that cannot be is set aside with an alarm, and calls are answered",
    arguments: [
      "UPDATE events SET at = 9223372036854775807",
      "UPDATE events SET at = -9223372036854775808",
      "UPDATE events SET seq = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM events)",
      "UPDATE events SET stream = 9223372036854775807 WHERE stream = 1",
      "UPDATE access SET seq = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM access)",
      "UPDATE alerts SET id = 9223372036854775807 WHERE id = 1",
      "UPDATE pages SET id = 9223372036854775807 WHERE id = 1",
      "UPDATE meta SET value = 9223372036854775807 WHERE key = 'page'",
      "UPDATE events SET body = replace(body, '\"page\":1', '\"page\":9223372036854775807')",
      "UPDATE events SET body = replace(body, '\"round\":0', '\"round\":9223372036854775807')",
      "UPDATE follow_ups SET due = 9223372036854775807",
      "UPDATE follow_ups SET id = 9223372036854775807",
      "UPDATE directory SET generation = 9223372036854775807 WHERE kind = 'case'",
    ])
  func numbers(sql: String) throws {
    let daemon = try Daemon()
    let before = try WireClient(daemon.socket)
    _ = try before.subscribe("o1")
    _ = try before.raise(id: "r1")
    let page = try #require(try before.event("page")["page"]?.int)
    _ = try before.ask(#"{"op":"page.received","page":\#(page)}"#)
    daemon.kill9()
    try spoil(sql, daemon)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    #expect(try client.raise(id: "r2")["durable"]?.bool == true)
    #expect(try client.raise("anonymous", id: "r3")["durable"]?.bool == true)
    #expect(try client.ask(#"{"op":"report"}"#)["ok"]?.bool == true)
    #expect(try !faults(client).isEmpty)
    #expect(daemon.stop() == 0)
  }

  @Test("a row of the directory that cannot be placed is told, where it is and not what it says")
  func directory() throws {
    let daemon = try Daemon()
    daemon.kill9()
    try spoil("UPDATE directory SET kind = 'cases' WHERE kind = 'case'", daemon)
    try daemon.start()
    let told = try faults(try WireClient(daemon.socket))["directory_rows"]
    #expect(told?.contains("faults in what is stored, the first is in cases VG-") == true)
  }

  @Test("a follow-up that cannot be placed is told")
  func followUp() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    daemon.kill9()
    try spoil("UPDATE follow_ups SET kind = 'visit'", daemon)
    try daemon.start()
    let told = try faults(try WireClient(daemon.socket))["directory_rows"]
    #expect(told == "1 faults in what is stored, the first is in follow-up 1")
  }

  @Test("a hold that cannot be read holds all the same, and is told")
  func hold() throws {
    let daemon = try Daemon()
    let hold = #"{"op":"retention.hold","case":"VG-1","reason":"juzgado"}"#
    #expect(try WireClient(daemon.socket).ask(hold)["ok"]?.bool == true)
    daemon.kill9()
    try spoil("UPDATE directory SET body = '{' WHERE kind = 'hold'", daemon)
    try daemon.start()
    let client = try WireClient(daemon.socket)
    #expect(try client.ask(hold)["error"]?["code"]?.string == "conflict")
    #expect(
      try faults(client)["directory_rows"]
        == "1 faults in what is stored, the first is in hold VG-1")
  }

  @Test("a number with a digit too many is in no log and no health after a start")
  func privacy() throws {
    let daemon = try Daemon()
    let put = #"{"op":"case.put","case":{"id":"VG-1","risk":"low","phones":["6001110011"]}}"#
    let client = try WireClient(daemon.socket)
    #expect(try client.ask(put)["warnings"]?.array?.isEmpty == false)
    daemon.kill9()
    try daemon.start()
    let told = try faults(try WireClient(daemon.socket))["directory_rows"]
    #expect(told == "1 faults in what is stored, the first is in case VG-1.phones[0]")
    #expect(try !daemon.log.contains("6001110011"))
  }
}
