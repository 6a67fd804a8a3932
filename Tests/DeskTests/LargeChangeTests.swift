import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

/// A change too large for one turn, beside alerts.
@Suite struct LargeChangeTests {
  private static let seat = Seat(connection: ConnectionID(9), place: 1)
  private static let raise =
    #"{"op":"alert.raise","request_id":"q","caller":"600111001","source":"phone"}"#

  /// A directory of a thousand cases beside the fixture's officers, read and ready to be adopted.
  private func begin(_ fixture: DeskFixture) throws -> [Effect] {
    let cases = (0..<1000).map { Case(id: CaseID("N-\($0)")) }
    let asked = fixture.turn {
      fixture.desk.handle(
        Array(#"{"op":"directory.apply","id":5,"document":{},"reason":"alta"}"#.utf8)[...],
        from: DeskFixture.console, seat: Self.seat, hasDescriptor: false)
    }
    let works = asked.compactMap { if case .work(_, let work) = $0 { work } else { nil } }
    let work = try #require(works.first)
    let new = Directory(officers: fixture.desk.context.directory.officers, cases: cases)
    let (rows, change) = Directory.changes(from: fixture.desk.context.directory, to: new)
    let reading = WorkResult.DirectoryReading(
      directory: new, rows: rows, summary: change.json, faults: [], warnings: [])
    return fixture.turn {
      fixture.desk.finish(work, at: Self.seat, with: .directory(reading))
    }
  }

  private func reply(_ effects: [Effect]) -> JSONValue? {
    for case .reply(Self.seat, let bytes) in effects { return DeskFixture.parse(bytes) }
    return nil
  }

  private func isDiscarding(_ effects: [Effect]) -> Bool {
    effects.contains { if case .discard = $0 { true } else { false } }
  }

  private func part(_ fixture: DeskFixture) -> [Effect] {
    fixture.turn { fixture.desk.continueBulk() }
  }

  @Test("it is stored in parts, is in force as a whole, and is answered when it is")
  func parts() throws {
    let fixture = DeskFixture()
    #expect(reply(try begin(fixture)) == nil)
    var effects: [Effect] = []
    var turns = 0
    while reply(effects) == nil, turns < 100 {
      #expect(fixture.desk.context.directory.cases.count == 1)
      #expect(fixture.ask(Self.raise).reply?["known"] == true)
      effects = part(fixture)
      turns += 1
    }
    #expect(turns > 5)
    #expect(reply(effects)?["changed"]?["count"]?.int == 1001)
    #expect(fixture.desk.context.directory.cases.count == 1000)
    #expect(isDiscarding(effects))
    let stored = fixture.journal.turns
    #expect(stored.allSatisfy { $0.staged.count <= 128 && $0.directory.isEmpty })
    #expect(stored.filter(\.adoptsStaged).count == 1)
    let busy = fixture.ask(#"{"op":"case.put","case":{"id":"N-1"}}"#).reply
    #expect(busy?["error"]?["code"] == "busy")
    // Then what its rows replaced is cleared away, and they are let go of beside the line.
    let discards = (0..<turns).filter { _ in isDiscarding(part(fixture)) }
    #expect(discards.count == 1)
    #expect(fixture.ask(#"{"op":"case.put","case":{"id":"N-1"}}"#).reply?["ok"] == true)
  }

  @Test("it waits while storage fails, so that what is owed does not grow, and then goes on")
  func failingStorage() throws {
    let fixture = DeskFixture()
    _ = try begin(fixture)
    _ = part(fixture)
    fixture.journal.failure = JournalFailure(message: "disk I/O error", isDiskFull: false)
    #expect(fixture.ask(Self.raise).reply?["durable"] == false)
    let stored = fixture.journal.turns.flatMap(\.staged).count
    let effects = part(fixture)
    #expect(fixture.journal.turns.flatMap(\.staged).count == stored)
    #expect(reply(effects) == nil)
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    for _ in 0..<100 { _ = part(fixture) }
    #expect(fixture.desk.context.directory.cases.count == 1000)
    #expect(fixture.journal.turns.flatMap(\.staged).count == 1001)
  }

  @Test("one that comes while storage fails is refused, and nobody is left waiting")
  func storageFailsBefore() throws {
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "disk I/O error", isDiskFull: false)
    #expect(fixture.ask(Self.raise).reply?["durable"] == false)
    let effects = try begin(fixture)
    #expect(reply(effects)?["error"]?["code"] == "internal")
    #expect(isDiscarding(effects))
    #expect(fixture.desk.context.directory.cases.count == 1)
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(fixture.ask(#"{"op":"case.put","case":{"id":"N-1"}}"#).reply?["ok"] == true)
  }

  @Test("it waits while the log is being moved")
  func held() throws {
    let fixture = DeskFixture()
    _ = try begin(fixture)
    fixture.desk.isBulkHeld = true
    #expect(!fixture.desk.hasMore)
    _ = part(fixture)
    #expect(fixture.journal.turns.flatMap(\.staged).isEmpty)
    fixture.desk.isBulkHeld = false
    #expect(fixture.desk.hasMore)
  }

  @Test("a directory without a case whose alert is open is taken with a warning")
  func openCase() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(
      #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#)
    let line = #"{"op":"directory.apply","document":{}}"#
    let (seat, work) = try #require(DeskFixture.work(fixture.ask(line).effects).first)
    let reading = WorkResult.DirectoryReading(
      directory: Directory(cases: []), faults: [], warnings: [])
    let reply = DeskFixture.replies(
      fixture.turn { fixture.desk.finish(work, at: seat, with: .directory(reading)) }
    ).first
    #expect(
      reply?["warnings"]?.array == [
        ["path": "cases", "message": "case \"VG-1\" has an open alert, and is not there"]
      ])
  }

  @Test("a directory without an officer who holds an alert is taken with a warning")
  func holder() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(Self.raise)
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o2","via":"console"}"#)
    let line = #"{"op":"directory.apply","document":{}}"#
    let (seat, work) = try #require(DeskFixture.work(fixture.ask(line).effects).first)
    let now = fixture.desk.context.directory
    let without = Directory(
      officers: now.officers.filter { $0.id != OfficerID("o2") }, cases: Array(now.cases.values))
    let reading = WorkResult.DirectoryReading(directory: without, faults: [], warnings: [])
    let reply = DeskFixture.replies(
      fixture.turn { fixture.desk.finish(work, at: seat, with: .directory(reading)) }
    ).first
    #expect(
      reply?["warnings"]?.array == [
        ["path": "officers", "message": "officer \"o2\" holds alert 1, and is not there"]
      ])
  }

  @Test("a line says whether it names a descriptor, even where it is refused")
  func naming() {
    let fixture = DeskFixture()
    func names(_ line: String) -> Bool {
      var isNamed = false
      _ = fixture.turn {
        isNamed = fixture.desk.handle(
          Array(line.utf8)[...], from: DeskFixture.console, seat: Self.seat, hasDescriptor: true)
      }
      return isNamed
    }
    #expect(names(#"{"op":"directory.check","descriptor":true}"#))
    #expect(names(#"{"op":"no.such","descriptor":true}"#))
    #expect(!names(#"{"op":"directory.check"}"#))
    #expect(!names("no json"))
  }
}
