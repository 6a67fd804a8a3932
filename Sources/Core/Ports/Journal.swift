/// Where the line keeps what must survive. Called on the line's own thread only.
///
/// The line commits once per turn, before any reply or page of that turn leaves. A failed commit is
/// a value the line handles, never a reason to stop.
package protocol Journal: AnyObject {
  /// Writes the turn in one transaction; when it returns, the turn is on stable storage. After it
  /// has thrown, the journal refuses every further commit until ``settle(_:)`` has succeeded, for a
  /// file whose sync failed cannot be trusted.
  func commit(_ turn: Turn) throws(JournalFailure)

  /// Opens the file anew, writes all turns that are owed (any part of them may already be there),
  /// and syncs everything by a checkpoint; only when that has succeeded is the file trusted again.
  func settle(_ owed: [Turn]) throws(JournalFailure)

  /// Up to these, numbers are marked on stable storage as given out: whatever becomes of this life,
  /// the next one counts from there.
  var reserved: LastNumbers { get }

  /// The highest marks that were written or tried to be. A write that failed may have landed, so
  /// the next life may count from these as well.
  var tried: LastNumbers { get }

  /// Marks numbers beyond these, before one of them is given out; takes no mark back that is higher
  /// already. After it has thrown, the journal refuses commits as after a failed one.
  func reserve(_ last: LastNumbers) throws(JournalFailure)

  /// The alert of that request id, however long ago; nil if there is none.
  func alert(requestID: String) throws(JournalFailure) -> AlertID?

  /// The newest closed alerts of a case, drills left out, newest first.
  func pastAlerts(of id: CaseID, limit: Int) throws(JournalFailure) -> [PastAlert]

  /// All ledger entries of one alert, in order.
  func entries(of alert: AlertID) throws(JournalFailure) -> [StoredEntry]
}
