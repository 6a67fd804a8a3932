import AmparoCore
import CSQLite
import Foundation
import Testing

/// The access log, follow-ups and retention of the real daemon.
@Suite struct RecordsLineTests {
  private func run(_ words: String, _ daemon: Daemon) throws -> CommandRun {
    try CommandRun(
      words.split(separator: " ").map(String.init), socket: daemon.socket)
  }

  private func looks(_ client: WireClient, _ more: String = "") throws -> [JSONValue] {
    try client.ask(#"{"op":"access.list"\#(more)}"#)["looks"]?.array ?? []
  }

  @Test("who saw a case is told by case and time, with person and reason, and exported")
  func access() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    _ = try client.raise(id: "r1")
    _ = try client.event("page")
    for line in [
      #"{"op":"case.show","case":"VG-1","reason":"revisión de medidas"}"#,
      #"{"op":"case.list","reason":"reunión"}"#, #"{"op":"case.list","find":"nadie así"}"#,
      #"{"op":"followup.list","case":"VG-2","reason":"semana"}"#, #"{"op":"alert.list"}"#,
      #"{"op":"alert.get","alert":1,"officer":"o2"}"#, #"{"op":"queue.list","officer":"o1"}"#,
    ] {
      #expect(try client.ask(line)["ok"]?.bool == true)
    }
    let seen = try looks(client, #","case":"VG-1""#)
    let own = "uid:\(getuid())"
    #expect(
      seen.map { $0["look"]?.string } == [
        "card_paged", "case_shown", "cases_listed", "alerts_listed", "alert_shown",
        "queue_listed",
      ])
    #expect(seen.allSatisfy { $0["case"] == "VG-1" && $0["at"]?.string != nil })
    #expect(seen.allSatisfy { $0["person"]?.string?.hasSuffix(own) == true })
    #expect(seen.map { $0["reason"] }.prefix(3) == [.null, "revisión de medidas", "reunión"])
    #expect(seen.compactMap { $0["alert"]?.int } == [1, 1, 1])
    #expect(try looks(client, #","case":"VG-3""#).first?["look"] == "cases_listed")
    let shown = try run("access --case VG-1 --from 2020-01-01 --to 2099-01-01", daemon)
    #expect(shown.status == 0)
    #expect(shown.output.contains("o1/\(own)  ficha con el aviso  VG-1 alerta 1"))
    #expect(shown.output.contains("ficha vista  VG-1  revisión de medidas"))
    #expect(try run("access --case VG-1 --to 2020-01-01", daemon).output.isEmpty)
    let backwards = try run("access --from 2099-01-01 --to 2020-01-01", daemon)
    #expect(backwards.status == 1)
    #expect(backwards.problems.contains("«to» no es posterior a «from»"))
    #expect(try run("access --case VG-77", daemon).problems.contains("no case \"VG-77\""))
    let file = daemon.directory.appending(path: "looks.jsonl").path()
    #expect(try run("access --case VG-1 --export \(file)", daemon).status == 0)
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let exported = try lines.map { try JSONParser.parse(Array($0.utf8)) }
    #expect(exported.first?["look"] == "card_paged")
    #expect(exported.last?["look"] == "access_exported")
    #expect(try run("audit verify", daemon).status == 0)
  }

  @Test("looks with long reasons come in replies that a client takes, a part after the other")
  func longReasons() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let reason = String(repeating: "motivo ", count: 8000)
    for _ in 0..<30 {
      _ = try client.ask(#"{"op":"case.show","case":"VG-1","reason":"\#(reason)"}"#)
    }
    var places: [Int64] = []
    var isMore = true
    while isMore {
      let part = try client.ask(
        #"{"op":"access.list","case":"VG-1","person":"uid:\#(getuid())","limit":500,"#
          + #""after":\#(places.last ?? 0)}"#)
      let looks = (part["looks"]?.array ?? []).filter { $0["look"] == "case_shown" }
      try #require(!looks.isEmpty)
      places += looks.compactMap { $0["seq"]?.int }
      isMore = part["more"]?.bool == true
    }
    #expect(places.count == 30)
    #expect(places == places.sorted())
  }

  @Test("while nothing can be stored no case is shown outside an alert, and a page's card still is")
  func storageFails() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    var other: OpaquePointer?
    try #require(sqlite3_open(daemon.database, &other) == SQLITE_OK)
    defer { sqlite3_close_v2(other) }
    try #require(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let show = #"{"op":"case.show","case":"VG-2","reason":"revisión"}"#
    #expect(try client.ask(show)["error"]?["code"] == "internal")
    #expect(try client.ask(#"{"op":"case.list"}"#)["error"]?["code"] == "internal")
    let file = daemon.directory.appending(path: "export.json")
    #expect(try run("directory export \(file.path())", daemon).status == 1)
    #expect(!FileManager.default.fileExists(atPath: file.path()))
    #expect(try client.raise(id: "r1")["durable"] == false)
    #expect(try client.event("page")["card"]?["name"] == "Apellidosecreto")
    try #require(sqlite3_exec(other, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    #expect(poll(seconds: 20) { (try? client.ask(show))?["ok"] == true })
    let seen = try looks(client, #","case":"VG-1""#)
    #expect(seen.contains { $0["look"] == "card_paged" })
    #expect(try run("audit verify", daemon).status == 0)
  }

  @Test("a follow-up falls due after an alert, waits in the officer's queue, and is done once")
  func followUps() throws {
    let daemon = try Daemon(extra: #"follow_ups: { after_alert: "1s" },"#)
    let client = try WireClient(daemon.socket)
    _ = try client.raise(id: "r1")
    _ = try client.act("acknowledge", 1, "o1")
    let resolve = "resolve 1 attended --officer o1 --complaint filed --referral school"
    #expect(try run(resolve + ",social_services", daemon).status == 0)
    #expect(try run("resolve 1 attended --referral casa", daemon).status == 1)
    let shown = try run("alert 1", daemon).output
    #expect(shown.contains("denuncia: presentada; derivada a: centro escolar, servicios sociales"))
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1")
    var notice = try terminal.event("notice")
    while notice["alert"] != nil || notice["followup"] != "1" {
      notice = try terminal.event("notice")
    }
    #expect(notice["case"] == "VG-1")
    daemon.kill9()
    try daemon.start()
    let after = try WireClient(daemon.socket)
    #expect(
      poll(seconds: 10) {
        let queue = try? after.ask(#"{"op":"queue.list","officer":"o3"}"#)
        return queue?["notices"]?.array?.contains { $0["followup"] == "1" } == true
      })
    #expect(try run("followups --case VG-1", daemon).output.contains("VENCIDO"))
    let queue = try run("queue --officer o1", daemon).output
    #expect(queue.contains("nada espera"))
    #expect(queue.contains("· Seguimiento vencido: VG-1 (entrevista)"))
    #expect(queue.contains("[1]"))
    #expect(try run("followups done 1 sin novedad --officer o1", daemon).status == 0)
    let twice = try run("followups done 1", daemon)
    #expect(twice.status == 1)
    #expect(twice.problems.contains("el seguimiento 1 ya está hecho"))
    #expect(try run("followups --case VG-1 --state done", daemon).output.contains("sin novedad"))
    #expect(try after.ask(#"{"op":"alert.list"}"#)["alerts"]?.array?.count == 1)
  }

  @Test("nothing on hold is erased, the rest is gone from the files, and the chain stays whole")
  func holdAndErase() throws {
    let daemon = try Daemon(
      extra: #"retention: { resolved_alerts: "1ms", access_log: "1ms", follow_ups: "1ms" },"#)
    let client = try WireClient(daemon.socket)
    for (number, caller) in [(1, "600111001"), (2, "600111002")] {
      _ = try client.raise(caller, id: "r\(number)", extra: #","note":"palabrasuya\#(number)""#)
      _ = try client.act("cancel", Int64(number), "o3", #","reason":"palabrasuya\#(number)""#)
    }
    _ = try client.ask(#"{"op":"case.show","case":"VG-2","reason":"palabrasuya2"}"#)
    let due = try run("--json retention due", daemon).output
    #expect(try JSONParser.parse(Array(due.utf8).dropLast())["alerts"] == [1, 2])
    #expect(try run("retention hold VG-1 diligencias 12/2026", daemon).status == 0)
    #expect(try run("retention hold VG-77 diligencias", daemon).status == 1)
    #expect(try run("retention erase", daemon).status == 2)
    #expect(try words(daemon, "palabrasuya2") > 0)
    let erased = try run("retention erase revisión anual", daemon)
    #expect(erased.output.contains("conservadas: 1: 1"))
    #expect(poll(seconds: 10) { (try? words(daemon, "palabrasuya2")) == 0 })
    #expect(try words(daemon, "palabrasuya1") > 0)
    #expect(try run("audit verify", daemon).status == 0)
    let record = try run("access --person uid:\(getuid())", daemon).output
    #expect(record.contains("borrado    revisión anual"))
    #expect(try run("history 1", daemon).output.contains("palabrasuya1"))
    #expect(try run("history 2", daemon).output.contains("(lo dicho se borró)"))
    #expect(try run("alert 2", daemon).output.contains("anulada"))
    _ = try run("retention release VG-1 archivadas", daemon)
    _ = try run("retention erase revisión anual", daemon)
    #expect(poll(seconds: 10) { (try? words(daemon, "palabrasuya")) == 0 })
    daemon.kill9()
    try daemon.start()
    #expect(try run("audit verify", daemon).status == 0)
    #expect(try run("retention due", daemon).output.contains("alertas: 0"))
  }

  /// How often the word stands in the database's files.
  private func words(_ daemon: Daemon, _ word: String) throws -> Int {
    var count = 0
    for suffix in ["", "-wal"]
    where FileManager.default.fileExists(
      atPath: daemon.database + suffix)
    {
      let bytes = try Data(contentsOf: URL(filePath: daemon.database + suffix))
      var rest = bytes[...]
      while let found = rest.range(of: Data(word.utf8)) {
        count += 1
        rest = rest[found.upperBound...]
      }
    }
    return count
  }

  @Test("an erasure of a thousand alerts outlives kill -9, and raises are served all the while")
  func killed() throws {
    let daemon = try Daemon(
      extra: #"retention: { resolved_alerts: "1ms" }, limits: { connections_per_user: 64 },"#)
    let client = try WireClient(daemon.socket)
    for first in stride(from: 1, through: 1000, by: 50) {
      for number in first..<first + 50 {
        try client.send(
          #"{"op":"alert.raise","request_id":"a\#(number)","caller":"anonymous","#
            + #""note":"palabrasuya"}"#)
        try client.send(#"{"op":"alert.cancel","alert":\#(number),"reason":"palabrasuya"}"#)
      }
      for _ in 0..<100 { #expect(try client.next()["ok"]?.bool == true) }
    }
    let erase = #"{"op":"retention.erase","reason":"revisión"}"#
    let first = try WireClient(daemon.socket)
    try first.send(erase)
    let isUnderWay = poll(seconds: 20) {
      let newest = try? client.ask(#"{"op":"access.list","limit":1}"#)
      return newest != nil && ((try? erasedRows(daemon)) ?? 0) > 0
    }
    #expect(isUnderWay)
    daemon.kill9()
    try daemon.start()
    #expect(try run("audit verify", daemon).status == 0)
    let eraser = try WireClient(daemon.socket)
    try eraser.send(erase)
    let other = try WireClient(daemon.socket)
    for number in 0..<50 {
      let reply = try other.raise("anonymous", id: "b\(number)")
      #expect(reply["durable"]?.bool == true)
    }
    #expect(try eraser.next()["ok"]?.bool == true)
    #expect(try run("audit verify", daemon).status == 0)
    let due = try other.ask(#"{"op":"retention.due"}"#)
    #expect(due["alert_rows"] == 0)
    #expect(poll(seconds: 20) { (try? words(daemon, "palabrasuya")) == 0 })
  }

  /// Rows of erasure in the files, committed or on their way.
  private func erasedRows(_ daemon: Daemon) throws -> Int {
    try words(daemon, #"{"table":"events""#)
  }
}
