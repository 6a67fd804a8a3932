/// A journal that a start can read: where numbers stand, what is open, and what the unit keeps.
/// Errors are those of the store, told as they are to whoever starts the daemon.
package protocol RecoverableJournal: Journal {
  /// What was given out last, or may have been: the next numbers are counted from here.
  var lastNumbers: LastNumbers { get }

  /// The numbers of the alerts that are open by their table, rising.
  func openAlerts() throws -> [AlertID]

  /// Brings these alerts back from their rows of the ledger, and hands them over in parts, in their
  /// order; `map` may work on several at once.
  func replay(
    _ alerts: [AlertID], map: @escaping ReplayedAlerts.Map, take: (ReplayedAlerts) -> Void)

  /// The alert as its table has it, whatever became of its ledger rows.
  func row(of alert: AlertID) throws -> AlertRow?

  /// The tables that had rows with numbers that were never given out when the journal was opened.
  /// Such a row is passed over by everything that counts.
  var strayTables: [String] { get }

  /// The directory as the last adopted change left it, rows that are set aside since they cannot be
  /// placed, and whether rows lie about that an interrupted change left.
  func directoryRows() throws -> (rows: [DirectoryRow], faults: [Fault], isUntidy: Bool)

  /// Clears away what a large change left when the daemon ended in its middle.
  func tidyDirectory() throws

  /// Every follow-up that waits, and when each case's victim was last spoken with; and rows that
  /// are set aside.
  func followUps() throws -> (book: FollowUpBook, faults: [Fault])

  /// Wall time of the newest row in milliseconds, nil for an empty ledger.
  func lastSeen() throws -> Int64?
}
