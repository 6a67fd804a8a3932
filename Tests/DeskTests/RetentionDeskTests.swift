import AmparoCore
import AmparoDesk
import AmparoTesting
import AmparoWire
import Testing

@Suite struct RetentionDeskTests {
  private let erase = #"{"op":"retention.erase","reason":"revisión anual"}"#
  private let hold = #"{"op":"retention.hold","case":"VG-1","reason":"diligencias"}"#

  /// Rows enough for many turns.
  private var found: Erasable {
    var found = Erasable()
    found.erasures = [Erasure(table: .events, rows: Array(1...300))]
    found.alertRows = 300
    return found
  }

  private func begin(_ fixture: DeskFixture) throws -> (Seat, Work) {
    try #require(DeskFixture.work(fixture.ask(erase).effects).first)
  }

  private func finish(_ fixture: DeskFixture, _ asked: (Seat, Work)) -> [JSONValue] {
    DeskFixture.replies(
      fixture.turn {
        fixture.desk.finish(asked.1, at: asked.0, with: .erasable(found))
        fixture.desk.continueBulk()
      })
  }

  private func goOn(_ fixture: DeskFixture) -> [JSONValue] {
    DeskFixture.replies(fixture.turn { fixture.desk.continueBulk() })
  }

  private func erased(_ fixture: DeskFixture) -> [Int] {
    fixture.journal.turns.map { $0.erasures.map(\.rows.count).reduce(0, +) }.filter { $0 > 0 }
  }

  @Test("an erasure goes in parts, each on record in its own commit, and ends by one reply")
  func parts() throws {
    let fixture = DeskFixture()
    #expect(try finish(fixture, begin(fixture)).isEmpty)
    var replies: [JSONValue] = []
    for _ in 0..<20 { replies += goOn(fixture) }
    #expect(replies.map { $0["erased"] } == [true])
    #expect(erased(fixture).count == 10)
    #expect(erased(fixture).reduce(0, +) == 300)
    for turn in fixture.journal.turns where !turn.erasures.isEmpty {
      #expect(turn.entries.filter { $0.book == .alerts }.map(\.kind) == ["erased"])
      #expect(turn.entries.allSatisfy { $0.actor == "uid:1" && $0.personal != nil })
    }
    #expect(fixture.journal.turns.map(\.endsErasure).filter { $0 }.count == 1)
    #expect(fixture.journal.turns.last?.endsErasure == true)
    #expect(fixture.looks.map(\.kind) == ["erased"])
    #expect(fixture.looks.first?.personal != nil)
    #expect(!fixture.desk.hasMore)
  }

  @Test("a dry run erases nothing, and neither does an erasure without a reason in words")
  func nothing() throws {
    let fixture = DeskFixture()
    let due = fixture.ask(#"{"op":"retention.due"}"#)
    let (seat, work) = try #require(DeskFixture.work(due.effects).first)
    let told = DeskFixture.replies(
      fixture.turn { fixture.desk.finish(work, at: seat, with: .erasable(found)) })
    #expect(told.first?["erased"] == false)
    #expect(told.first?["alert_rows"] == 300)
    #expect(!fixture.desk.hasMore)
    for reason in [#","reason":" ""#, "", #","reason":5"#] {
      let reply = fixture.ask(#"{"op":"retention.erase"\#(reason)}"#).reply
      #expect(reply?["error"]?["field"] == "reason")
    }
    #expect(erased(fixture).isEmpty)
  }

  @Test("a hold placed between the finding and the erasing stops it before a row is erased")
  func holdBefore() throws {
    let fixture = DeskFixture()
    let asked = try begin(fixture)
    _ = fixture.ask(hold)
    let replies = finish(fixture, asked)
    #expect(replies.first?["error"]?["code"] == "busy")
    #expect(erased(fixture).isEmpty)
  }

  @Test("a hold placed in the middle of an erasure ends it there, and says what was not erased")
  func holdMeanwhile() throws {
    let fixture = DeskFixture()
    _ = finish(fixture, try begin(fixture))
    let effects = fixture.turn { fixture.handle(hold) }
    let errors = DeskFixture.replies(effects).compactMap { $0["error"] }
    #expect(errors.map { $0["code"] } == ["conflict"])
    #expect(errors.first?["message"]?.string?.contains("268 rows were not erased") == true)
    #expect(goOn(fixture).isEmpty)
    #expect(erased(fixture) == [32])
    #expect(fixture.journal.turns.last { !$0.erasures.isEmpty }?.endsErasure == false)
    #expect(fixture.journal.turns.map(\.endsErasure).contains(true))
  }

  @Test("while storage fails nothing is said to be erased")
  func storageFails() throws {
    let fixture = DeskFixture()
    _ = finish(fixture, try begin(fixture))
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    #expect(goOn(fixture).isEmpty)
    let reply = try #require(goOn(fixture).first)
    #expect(reply["error"]?["code"] == "internal")
    #expect(goOn(fixture).isEmpty)
  }

  @Test("a second erasure, or a change of the directory, waits for the first")
  func oneAtATime() throws {
    let fixture = DeskFixture()
    let first = try begin(fixture)
    let second = try begin(fixture)
    _ = finish(fixture, first)
    let replies = DeskFixture.replies(
      fixture.turn { fixture.desk.finish(second.1, at: second.0, with: .erasable(found)) })
    #expect(replies.first?["error"]?["code"] == "busy")
  }

  @Test("a hold is placed once, with a reason, on a case that there is or was, and lifted once")
  func holds() {
    let fixture = DeskFixture()
    func code(_ line: String) -> JSONValue? { fixture.ask(line).reply?["error"]?["code"] }
    #expect(code(#"{"op":"retention.hold","case":"VG-1"}"#) == "bad_request")
    #expect(code(#"{"op":"retention.hold","case":"VG-1","reason":" "}"#) == "bad_request")
    #expect(code(#"{"op":"retention.hold","case":"VG-9","reason":"x"}"#) == "not_found")
    #expect(code(#"{"op":"retention.release","case":"VG-1","reason":"x"}"#) == "not_found")
    let long = String(repeating: "x", count: LegalHold.reasonMax + 1)
    #expect(
      code(#"{"op":"retention.hold","case":"VG-1","reason":"\#(long)"}"#) == "bad_request")
    #expect(fixture.ask(hold).reply?["holds"]?.array?.map { $0["case"] } == ["VG-1"])
    #expect(code(hold) == "conflict")
    #expect(
      fixture.ask(#"{"op":"case.show","case":"VG-1","reason":"x"}"#).reply?["legal_hold"] == true)
    #expect(code(#"{"op":"retention.release","case":"VG-1"}"#) == "bad_request")
    let lifted = fixture.ask(#"{"op":"retention.release","case":"VG-1","reason":"fin"}"#).reply
    #expect(lifted?["holds"] == [])
    let kinds = fixture.journal.turns.flatMap(\.entries).filter { $0.book == .alerts }.map(\.kind)
    #expect(kinds == ["hold_placed", "hold_lifted"])
  }

  @Test("a directory without a case on hold is refused, and one with it is taken")
  func heldCase() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(hold)
    func apply(_ cases: [Case]) throws -> JSONValue? {
      let line = #"{"op":"directory.apply","document":{}}"#
      let (seat, work) = try #require(DeskFixture.work(fixture.ask(line).effects).first)
      let reading = WorkResult.DirectoryReading(
        directory: Directory(cases: cases), faults: [], warnings: [])
      return DeskFixture.replies(
        fixture.turn { fixture.desk.finish(work, at: seat, with: .directory(reading)) }
      ).first
    }
    let refused = try apply([])
    #expect(refused?["error"]?["faults"]?.array?.map { $0["path"] } == ["cases"])
    #expect(try apply([Case(id: CaseID("VG-1"))])?["ok"] == true)
  }
}
