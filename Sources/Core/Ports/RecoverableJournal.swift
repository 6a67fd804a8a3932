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

  /// The directory as the last adopted change left it, and whether rows lie about that an
  /// interrupted one left.
  func directoryRows() throws -> (rows: [DirectoryRow], isUntidy: Bool)

  /// Clears away what a large change left when the daemon ended in its middle.
  func tidyDirectory() throws

  /// Every follow-up that waits, and when each case's victim was last spoken with.
  func followUps() throws -> FollowUpBook

  /// Wall time of the newest row in milliseconds, nil for an empty ledger.
  func lastSeen() throws -> Int64?
}
