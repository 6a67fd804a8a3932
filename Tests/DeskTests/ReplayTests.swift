import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

@Suite struct ReplayTests {
  private static let subscribe = #"{"op":"queue.subscribe","officer":"o2","after":0}"#
  private static let call = #"{"op":"alert.raise","request_id":"r1","caller":"600999999"}"#

  /// A desk at which the terminal of `o2` has come back and is still being told what it missed.
  private static func catchingUp() -> (DeskFixture, Seat, Work) {
    let fixture = DeskFixture()
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r0","caller":"600111001"}"#)
    let effects = fixture.ask(subscribe, on: DeskFixture.terminal).effects
    for case .work(let seat, let work) in effects { return (fixture, seat, work) }
    return (fixture, Seat(connection: DeskFixture.terminal, place: 0), .verify(head: nil))
  }

  private static func pages(_ effects: [Effect]) -> [JSONValue] {
    DeskFixture.events(effects).filter { $0["event"]?.string == "page" }
  }

  private static func tend(_ fixture: DeskFixture, after milliseconds: Int64) -> [Effect] {
    fixture.now = Moment(
      wall: fixture.now.wall + milliseconds, line: fixture.now.line + milliseconds)
    return fixture.turn { fixture.desk.tendPages() }
  }

  @Test("a page waits a second for a replay at the most, then goes out without a number")
  func pageDoesNotWait() {
    let (fixture, _, _) = Self.catchingUp()
    #expect(Self.pages(fixture.ask(Self.call).effects) == [])
    #expect(fixture.desk.nextWake().map { $0 <= fixture.now.line + 1000 } == true)
    let late = Self.pages(Self.tend(fixture, after: 1000))
    #expect(late.map { $0["officer"]?.string } == ["o2"])
    #expect(late.allSatisfy { $0["seq"] == nil })
  }

  @Test("a replay that cannot be read is tried again, and then all comes in order")
  func failedReplayIsTriedAgain() {
    let (fixture, seat, work) = Self.catchingUp()
    _ = fixture.turn {
      fixture.desk.finish(
        work, at: seat, with: .failed(RequestError(.internalError, "locked")))
    }
    _ = fixture.ask(Self.call)
    let again = Self.tend(fixture, after: 1000)
    #expect(again.contains { if case .work(seat, .replay) = $0 { true } else { false } })
    let effects = fixture.turn { fixture.desk.finish(work, at: seat, with: .replay([], upTo: 0)) }
    let numbers = DeskFixture.events(effects).compactMap { $0["seq"]?.int }
    #expect(numbers == numbers.sorted())
    #expect(Self.pages(effects).map { $0["officer"]?.string } == ["o2"])
  }

  @Test("a terminal that comes back while storage owes rows is told of them too")
  func owedRowsAreTold() {
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "full", isDiskFull: true)
    _ = fixture.ask(Self.call)
    let asked = fixture.ask(Self.subscribe, on: DeskFixture.terminal)
    let upTo = asked.reply?["seq"]?.int ?? 0
    var effects: [Effect] = []
    for case .work(let seat, let work) in asked.effects {
      effects += fixture.turn {
        fixture.desk.finish(work, at: seat, with: .replay([], upTo: upTo))
      }
    }
    let told = DeskFixture.events(effects).filter { ($0["seq"]?.int ?? .max) <= upTo }
    #expect(told.contains { $0["event"]?.string == "page" && $0["officer"]?.string == "o2" })
  }

  private static let supervisor = #"{"op":"queue.subscribe"}"#

  private static func numbers(_ effects: [Effect]) -> [Int64] {
    DeskFixture.events(effects).compactMap { $0["seq"]?.int }
  }

  /// What a reader finds in the journal.
  private static func found(_ fixture: DeskFixture) -> [StoredEntry] {
    fixture.journal.turns.flatMap(\.entries).filter { $0.stream != nil }.enumerated()
      .map { StoredEntry(seq: Int64($0.offset + 1), entry: $0.element, hash: []) }
  }

  @Test("what one turn brings about leaves in the order of its numbers")
  func inOrderWithinATurn() {
    let fixture = DeskFixture()
    _ = fixture.ask(Self.supervisor, on: DeskFixture.terminal)
    let effects = fixture.turn {
      fixture.handle(Self.call)
      fixture.desk.set("clock", .warning, "it was stepped")
      fixture.handle(#"{"op":"alert.raise","request_id":"r2","caller":"600888888"}"#)
    }
    let numbers = Self.numbers(effects)
    #expect(numbers.count == 3)
    #expect(numbers == numbers.sorted())
  }

  @Test("a terminal that comes back in the turn of a call is told of it once, and in order")
  func comesInTheTurnOfACall() {
    let fixture = DeskFixture()
    var effects = fixture.turn {
      fixture.handle(#"{"op":"alert.raise","request_id":"r0","caller":"600111001"}"#)
      fixture.handle(
        #"{"op":"queue.subscribe","officer":"o1","after":0}"#, on: DeskFixture.terminal)
    }
    for (seat, work) in DeskFixture.work(effects) {
      guard case .replay(_, let upTo, _, _) = work else { continue }
      effects += fixture.turn {
        fixture.desk.finish(work, at: seat, with: .replay(Self.found(fixture), upTo: upTo))
      }
    }
    let numbers = Self.numbers(effects)
    #expect(numbers.count >= 2)
    #expect(numbers == Set(numbers).sorted())
  }

  @Test("a change of health that was missed is told to a supervisor, and to nobody else")
  func healthIsReplayed() {
    let fixture = DeskFixture()
    _ = fixture.turn { fixture.desk.set("clock", .warning, "it was stepped") }
    func replayed(_ peer: Peer, _ subscribe: String, _ terminal: ConnectionID) -> [JSONValue] {
      fixture.handle(subscribe, from: peer, on: terminal)
      let work = DeskFixture.work(fixture.turn {})
      return work.flatMap { seat, work in
        DeskFixture.events(
          fixture.turn {
            fixture.desk.finish(
              work, at: seat, with: .replay(Self.found(fixture), upTo: .max))
          })
      }
    }
    let supervisors = replayed(
      DeskFixture.console, #"{"op":"queue.subscribe","after":0}"#, ConnectionID(7))
    #expect(supervisors.map { $0["event"]?.string } == ["health"])
    #expect(supervisors.first?["seq"]?.int == 1)
    #expect(supervisors.first?["message"]?.string == "it was stepped")
    let officers = replayed(
      DeskFixture.officer, #"{"op":"queue.subscribe","after":0}"#, ConnectionID(8))
    #expect(officers.isEmpty)
  }

  @Test("the parts of a long replay meet without a line twice")
  func partsMeet() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r0","caller":"600111001"}"#)
    let row = try #require(Self.found(fixture).last { $0.entry.kind == "step_started" })
    let part = [StoredEntry](repeating: row, count: WorkResult.replayRows)
    guard case .replayed(let rows, let more) = WorkResult.replay(part, upTo: .max) else {
      Issue.record("no part of a replay")
      return
    }
    #expect(more == rows.last?.lastSeq)
    #expect(more != row.entry.stream)
  }

  @Test("a subscription is under way until all that was missed is told")
  func underWay() {
    let (fixture, seat, work) = Self.catchingUp()
    #expect(fixture.desk.isUnderWay(seat))
    _ = fixture.turn { fixture.desk.finish(work, at: seat, with: .replayed([], more: 1)) }
    #expect(fixture.desk.isUnderWay(seat))
    _ = fixture.turn { fixture.desk.finish(work, at: seat, with: .replayed([], more: nil)) }
    #expect(!fixture.desk.isUnderWay(seat))
  }

  private static func part(of result: WorkResult) -> (rows: [PublishedRow], more: Int64?)? {
    if case .replayed(let rows, let more) = result { (rows, more) } else { nil }
  }

  @Test("a reader hands over what concerns the terminal, and where to go on all the same")
  func onlyWhatConcerns() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(Self.call)
    let rows = Self.found(fixture)
    let strangers: Set<OfficerID> = [OfficerID("nobody")]
    let some = Self.part(of: .replay(rows, upTo: .max, officers: strangers, all: false))
    #expect(some?.rows.isEmpty == true)
    let full = Array(repeating: try #require(rows.last), count: WorkResult.replayRows)
    let further = Self.part(of: .replay(full, upTo: .max, officers: strangers, all: false))
    #expect(further?.rows.isEmpty == true)
    #expect(further?.more != nil)
  }

  @Test("a replay of a terminal that is gone is not tried again")
  func goneTerminalEndsIt() {
    let (fixture, seat, work) = Self.catchingUp()
    _ = fixture.turn {
      fixture.desk.finish(
        work, at: seat, with: .failed(RequestError(.internalError, "locked")))
      fixture.desk.disconnected(DeskFixture.terminal)
    }
    let again = Self.tend(fixture, after: 1000)
    #expect(!again.contains { if case .work = $0 { true } else { false } })
  }
}
