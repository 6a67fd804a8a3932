import AmparoCore
import Foundation
import Testing

@testable import AmparoStore

@Suite struct ErasureTests {
  private static let words = "palabras que nadie debe leer ya"

  /// A closed alert with what was said, a look with its reason, and a follow-up with a note.
  private static func closed(_ number: Int64, case id: String, at: Int64) -> Turn {
    var turn = StoreFixture.turn(number)
    turn.entries[0].personal = Array(#"{"note":"\#(words) \#(number)"}"#.utf8)
    turn.entries[2].personal = Array(#"{"reason":"\#(words)"}"#.utf8)
    turn.entries[2].caseID = CaseID(id)
    for index in turn.entries.indices { turn.entries[index].at = at }
    turn.alerts[0].isOpen = false
    turn.alerts[0].state = "resolved"
    turn.alerts[0].closedAt = at
    turn.alerts[0].cases = [CaseID(id)]
    turn.followUps = [
      FollowUp(
        id: FollowUpID(number), caseID: CaseID(id), kind: .interview, due: at, doneAt: at,
        doneBy: "o1", note: words)
    ]
    return turn
  }

  private static func cutoffs(_ now: Int64, holds: Set<CaseID> = []) -> RetentionCutoffs {
    var times = RetentionTimes()
    times.resolvedAlerts = .milliseconds(10)
    times.accessLog = .milliseconds(20)
    times.followUps = .milliseconds(30)
    return RetentionCutoffs(times, holds: holds, now: now)
  }

  private static func erasure(_ found: Erasable) -> Turn {
    var turn = Turn()
    turn.erasures = found.erasures
    turn.endsErasure = true
    turn.entries = [LedgerEntry(at: 9000, kind: "erased", actor: "uid:0", body: Array("{}".utf8))]
    return turn
  }

  @Test("each kind of data is due by its own time, open alerts never")
  func due() throws {
    let fixture = try StoreFixture()
    let journal = try fixture.journal(turns: 1...1)
    for number in Int64(2)...4 {
      try journal.commit(Self.closed(number, case: "VG-\(number)", at: 1000))
    }
    let reader = try Reader(path: fixture.path)
    #expect(try reader.erasable(Self.cutoffs(1010)).erasures.isEmpty)
    let alerts = try reader.erasable(Self.cutoffs(1011))
    #expect(alerts.alerts.map(\.rawValue) == [2, 3, 4])
    #expect(alerts.rows(in: .events) == 3)
    #expect(alerts.rows(in: .access) == 0)
    #expect(try reader.erasable(Self.cutoffs(1021)).rows(in: .access) == 3)
    #expect(try reader.erasable(Self.cutoffs(1021)).rows(in: .followUps) == 0)
    #expect(try reader.erasable(Self.cutoffs(1031)).rows(in: .followUps) == 3)
    withExtendedLifetime(journal) {}
  }

  @Test("nothing of a case on hold is due: its alerts, looks, lists that name it, follow-ups")
  func held() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    try journal.commit(Self.closed(1, case: "VG-1", at: 1000))
    try journal.commit(Self.closed(2, case: "VG-10", at: 1000))
    var lists = Turn()
    for cases in [["VG-1", "VG-2"], ["VG-10"]] {
      lists.entries.append(
        LedgerEntry(
          book: .access, at: 1000, kind: "cases_listed", actor: "uid:1",
          body: JSONWriter.encode(["cases": .strings(cases)]),
          personal: Array(#"{"reason":"x"}"#.utf8)))
    }
    lists.entries.append(
      LedgerEntry(
        at: 1000, kind: "case_edited", actor: "uid:1", body: Array(#"{"case":"VG-1"}"#.utf8),
        personal: Array(#"{"reason":"x"}"#.utf8)))
    try journal.commit(lists)
    let reader = try Reader(path: fixture.path)
    let all = try reader.erasable(Self.cutoffs(9000))
    #expect(all.erasures.flatMap(\.rows).count == 9)
    let found = try reader.erasable(Self.cutoffs(9000, holds: [CaseID("VG-1")]))
    #expect(found.alerts == [AlertID(2)])
    #expect(found.held == [AlertID(1)])
    #expect(found.heldCount == 1)
    #expect(found.rows(in: .access) == 2)
    #expect(found.rows(in: .followUps) == 1)
    #expect(found.rows(in: .events) == 1)
  }

  @Test("what is erased leaves the chain whole, is due no more, and reads as erased")
  func verified() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    for number in Int64(1)...3 {
      try journal.commit(Self.closed(number, case: "VG-1", at: 1000))
    }
    let head = journal.head
    let found = try Reader(path: fixture.path).erasable(Self.cutoffs(9000))
    try journal.commit(Self.erasure(found))
    #expect(try fixture.verify(head: head) == .whole(rows: 10, head: journal.head))
    let reader = try Reader(path: fixture.path)
    #expect(try reader.erasable(Self.cutoffs(9000)).erasures.isEmpty)
    let history = try reader.history(of: AlertID(1))
    #expect(history.map(\.isErased) == [true, false])
    #expect(history.allSatisfy { $0.entry.personal == nil })
    #expect(try reader.doneFollowUps(of: nil, limit: 9).map(\.note) == [nil, nil, nil])
    try fixture.sql("UPDATE events SET personal = 'x' WHERE seq = 1")
    #expect(try fixture.verify() == .changed(seq: 1))
  }

  @Test("an officer's done follow-ups are found among many of others, the newest first")
  func doneOfSome() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    for number in Int64(1)...40 {
      let id = number % 10 == 0 ? "VG-2" : "VG-1"
      try journal.commit(Self.closed(number, case: id, at: 1000 + number))
    }
    let reader = try Reader(path: fixture.path)
    let found = try reader.doneFollowUps(of: nil, limit: 3) { $0 == CaseID("VG-2") }
    #expect(found.map(\.id.rawValue) == [40, 30, 20])
    #expect(try reader.doneFollowUps(of: CaseID("VG-1"), limit: 2).map(\.id.rawValue) == [39, 38])
  }

  @Test("after an erasure no word is left in the file or the log, whoever was reading meanwhile")
  func gone() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    for number in Int64(1)...2000 {
      try journal.commit(Self.closed(number, case: "VG-1", at: 1000))
    }
    let checkpointer = Checkpointer(journal)
    var now: Int64 = 0
    func tend() {
      while checkpointer.tend(nanoseconds: now) {
        checkpointer.runBulk()
        checkpointer.bulkIsDone()
      }
    }
    tend()
    let found = try Reader(path: fixture.path).erasable(Self.cutoffs(9000))
    #expect(found.erasures.flatMap(\.rows).count == 6000)
    let other = try Connection(path: fixture.path, mode: .reading)
    try other.execute("BEGIN; SELECT count(*) FROM events", "read")
    try journal.commit(Self.erasure(found))
    tend()
    #expect(journal.hasErasedInLog)
    try other.execute("ROLLBACK", "end reading")
    tend()
    #expect(journal.hasErasedInLog)
    now += Checkpointer.retryNanoseconds
    tend()
    #expect(!journal.hasErasedInLog)
    for name in ["amparo.db", "amparo.db-wal"] {
      let bytes = try Data(contentsOf: fixture.directory.appending(path: name))
      #expect(bytes.range(of: Data(Self.words.utf8)) == nil, "\(name)")
    }
    #expect(try fixture.verify() == .whole(rows: 6001, head: journal.head))
  }

  @Test("a log that a killed daemon left is emptied after the next start")
  func leftBehind() throws {
    let fixture = try StoreFixture()
    do {
      let journal = try SQLiteJournal(path: fixture.path)
      try journal.commit(Self.closed(1, case: "VG-1", at: 1000))
      try journal.commit(
        Self.erasure(try Reader(path: fixture.path).erasable(Self.cutoffs(9000))))
      // A copy of the files as they are now is what a kill would leave.
      for name in ["amparo.db", "amparo.db-wal"] {
        try FileManager.default.copyItem(
          atPath: fixture.directory.appending(path: name).path(),
          toPath: fixture.directory.appending(path: "copy" + name.dropFirst(6)).path())
      }
    }
    let path = fixture.directory.appending(path: "copy.db").path()
    let log = URL(filePath: path + "-wal")
    #expect(try Data(contentsOf: log).range(of: Data(Self.words.utf8)) != nil)
    let journal = try SQLiteJournal(path: path)
    let checkpointer = Checkpointer(journal)
    #expect(checkpointer.tend(nanoseconds: 0))
    checkpointer.runBulk()
    checkpointer.bulkIsDone()
    #expect(!checkpointer.tend(nanoseconds: 0))
    #expect(try Data(contentsOf: log).range(of: Data(Self.words.utf8)) == nil)
    #expect(try Data(contentsOf: URL(filePath: path)).range(of: Data(Self.words.utf8)) == nil)
    withExtendedLifetime(journal) {}
  }

  @Test("a checkpoint that has moved all is not begun again before the next commit")
  func noSpin() throws {
    let fixture = try StoreFixture()
    let journal = try SQLiteJournal(path: fixture.path)
    let checkpointer = Checkpointer(journal)
    var number: Int64 = 0
    var isWanted = false
    while !isWanted || journal.logPages < Checkpointer.startPages {
      number += 1
      try journal.commit(StoreFixture.turn(number))
      isWanted = checkpointer.tend(nanoseconds: 0)
      try #require(number < 5000)
      if isWanted {
        checkpointer.runBulk()
        checkpointer.bulkIsDone()
      }
    }
    #expect(!checkpointer.tend(nanoseconds: 0))
    #expect(!checkpointer.tend(nanoseconds: Int64.max / 2))
  }
}
