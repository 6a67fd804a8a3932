import AmparoCore
import CSQLite
import Foundation

@testable import AmparoStore

/// A database of its own in a directory of its own, gone when the test is over.
final class StoreFixture {
  let directory: URL
  var path: String { directory.appending(path: "amparo.db").path() }

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "amparo-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: directory)
    } catch {
      // Left behind in the system's temporary directory, where it does no harm.
    }
  }

  /// A turn that raises one alert: an event with a personal part, the alert, its request, a page.
  static func turn(_ number: Int64) -> Turn {
    let alert = AlertID(number)
    var turn = Turn()
    turn.entries = [
      LedgerEntry(
        at: 1000 + number, kind: "raised", alert: alert, actor: "uid:0",
        body: Array(#"{"n":\#(number)}"#.utf8),
        personal: Array(#"{"number":"+34600111001"}"#.utf8)),
      LedgerEntry(
        at: 1000 + number, kind: "step_started", alert: alert, actor: "uid:0",
        body: Array("{}".utf8), stream: number),
      LedgerEntry(
        book: .access, at: 1000 + number, kind: "card_paged", alert: alert, actor: "o1",
        caseID: CaseID("VG-1"), body: Array("{}".utf8)),
    ]
    turn.alerts = [
      AlertRow(
        id: alert, state: "paging", isOpen: true, isDrill: false, raisedAt: 1000, closedAt: nil,
        deadline: 2000, step: 1, round: 0, responder: nil, cases: [CaseID("VG-1")],
        source: "phone", outcome: nil)
    ]
    turn.requests = [RequestRow(requestID: "r\(number)", alert: alert)]
    turn.pages = [
      PageRow(
        id: PageID(number), alert: alert, officer: OfficerID("o1"), channel: "queue", step: 1,
        round: 0, issuedAt: 1000, state: "owed")
    ]
    return turn
  }

  func journal(turns: ClosedRange<Int64>) throws -> SQLiteJournal {
    let journal = try SQLiteJournal(path: path)
    for number in turns { try journal.commit(Self.turn(number)) }
    return journal
  }

  /// Runs SQL as another program would.
  func sql(_ text: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close_v2(handle) }
    guard sqlite3_open(path, &handle) == SQLITE_OK,
      sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK
    else { throw StoreError("the test's own SQL failed") }
  }

  func verify(head: String? = nil) throws -> Verifier.Finding {
    try Verifier(Reader(path: path)).verify(head: head)
  }
}

extension SQLiteJournal {
  /// All parts of what a start reads of those alerts.
  func replayed(_ alerts: [AlertID]) -> [ReplayedAlerts] {
    var parts: [ReplayedAlerts] = []
    replay(alerts, map: ReplayedAlerts.serially) { parts.append($0) }
    return parts
  }
}
