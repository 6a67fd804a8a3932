import AmparoCore
import AmparoDesk
import Testing

@Suite struct BackupDeskTests {
  private func asked(_ fixture: DeskFixture) throws -> (seat: Seat, work: Work) {
    fixture.desk.begin(at: fixture.now)
    fixture.desk.handle(
      Array(#"{"op":"backup.create","descriptor":true}"#.utf8)[...], from: DeskFixture.console,
      seat: Seat(connection: DeskFixture.connection, place: 900), hasDescriptor: true)
    return try #require(DeskFixture.work(fixture.desk.end()).first)
  }

  @Test("a backup is on record with its head, and health is content until it is a day old")
  func made() throws {
    let fixture = DeskFixture()
    _ = fixture.turn { fixture.desk.takeUpBackups(last: nil, since: nil) }
    #expect(fixture.health("backup") == "ok")
    #expect(message(fixture) == "none has been made yet, and none is overdue")
    fixture.now.wall += TimeSpan.hours(27).milliseconds
    _ = fixture.turn { fixture.desk.checkBackups() }
    #expect(fixture.health("backup") == "warning")
    let (seat, work) = try asked(fixture)
    let reply: JSONValue = ["bytes": 4096, "rows": 7, "head": "7:ab"]
    let effects = fixture.turn { fixture.desk.finish(work, at: seat, with: .reply(reply)) }
    #expect(DeskFixture.replies(effects).first?["head"] == "7:ab")
    #expect(message(fixture) == "the newest is no older than 26h")
    let row = fixture.journal.turns.flatMap(\.entries).first { $0.kind == "backed_up" }
    #expect(row?.actor == "uid:1")
    #expect(row.map { String(decoding: $0.body, as: UTF8.self).contains("7:ab") } == true)
    #expect(fixture.ask(#"{"op":"health"}"#).reply?["figures"]?["backup_age"] == 0)
  }

  private func message(_ fixture: DeskFixture) -> String? {
    fixture.ask(#"{"op":"health"}"#).reply?["checks"]?.array?
      .first { $0["name"] == "backup" && $0["status"] == "ok" }?["message"]?.string
  }

  @Test("one that fails is told whoever asked, and warns")
  func failed() throws {
    let fixture = DeskFixture()
    let (seat, work) = try asked(fixture)
    let error = RequestError(.internalError, "its disk is full")
    let effects = fixture.turn { fixture.desk.finish(work, at: seat, with: .failed(error)) }
    #expect(DeskFixture.replies(effects).first?["error"]?["message"] == "its disk is full")
    #expect(fixture.health("backup") == "warning")
    let logged = effects.compactMap { effect -> LogEntry? in
      if case .log(let entry) = effect { entry } else { nil }
    }
    #expect(logged.map(\.message) == [.backup])
    #expect(logged.first?.fields == ["AMPARO_CHECK": "backup", "AMPARO_STATUS": "warning"])
  }

  @Test("whoever brings no place needs a directory of the configuration, and the role")
  func refused() {
    let fixture = DeskFixture()
    let reply = fixture.ask(#"{"op":"backup.create"}"#).reply
    #expect(reply?["error"]?["field"] == "descriptor")
    let denied = fixture.ask(#"{"op":"backup.create"}"#, from: DeskFixture.gateway).reply
    #expect(denied?["error"]?["code"] == "forbidden")
    #expect(
      fixture.ask(#"{"op":"report"}"#, from: DeskFixture.gateway).reply?["error"]?["code"]
        == "forbidden")
  }
}
