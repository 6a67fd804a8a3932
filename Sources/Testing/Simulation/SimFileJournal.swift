import AmparoCore
import AmparoStore

/// One life's journal on a ``SimFile``: the real one, behind the disk's faults.
final class SimFileJournal: RecoverableJournal {
  private let real: SQLiteJournal
  private unowned let file: SimFile
  private var isTrusted = true

  init(_ real: SQLiteJournal, _ file: SimFile) {
    self.real = real
    self.file = file
  }

  var lastNumbers: LastNumbers { real.lastNumbers }

  func commit(_ turn: Turn) throws(JournalFailure) {
    guard isTrusted else { throw JournalFailure(message: "not settled yet") }
    do throws(JournalFailure) {
      try file.write([turn], isSettling: false) { () throws(JournalFailure) in
        try real.commit(turn)
      }
    } catch {
      isTrusted = false
      throw error
    }
  }

  var reserved: LastNumbers { real.reserved }
  var tried: LastNumbers { real.tried }

  func reserve(_ last: LastNumbers) throws(JournalFailure) {
    guard isTrusted else { throw JournalFailure(message: "not settled yet") }
    do throws(JournalFailure) {
      try file.write([], isSettling: false) { () throws(JournalFailure) in try real.reserve(last) }
    } catch {
      isTrusted = false
      throw error
    }
  }

  func settle(_ owed: [Turn]) throws(JournalFailure) {
    try file.write(owed, isSettling: true) { () throws(JournalFailure) in try real.settle(owed) }
    isTrusted = true
  }

  func close(_ last: LastNumbers) throws(JournalFailure) { try real.close(last: last) }

  func alert(requestID: String) throws(JournalFailure) -> AlertID? {
    try real.alert(requestID: requestID)
  }

  func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert] {
    try real.pastAlerts(of: id, limit: limit)
  }

  func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry] {
    try real.entries(of: alert)
  }

  func openAlerts() throws -> [AlertID] { try real.openAlerts() }
  func replay(
    _ alerts: [AlertID], map: @escaping ReplayedAlerts.Map, take: (ReplayedAlerts) -> Void
  ) {
    real.replay(alerts, map: map, take: take)
  }
  func row(of alert: AlertID) throws -> AlertRow? { try real.row(of: alert) }
  var strayTables: [String] { real.strayTables }
  func directoryRows() throws -> (rows: [DirectoryRow], faults: [Fault], isUntidy: Bool) {
    try real.directoryRows()
  }
  func tidyDirectory() throws { try real.tidyDirectory() }
  func followUps() throws -> (book: FollowUpBook, faults: [Fault]) { try real.followUps() }
  func lastSeen() throws -> Int64? { try real.lastSeen() }
}
