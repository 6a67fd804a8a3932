import AmparoCore

/// Where a simulated line keeps what must survive: made once, opened by every start.
protocol SimStore: AnyObject {
  /// What became of the writes since it was last asked, oldest first.
  func takeFates() -> [SimFate]

  /// The process died in the middle of a write.
  var diedWriting: Bool { get }

  /// Opens it for a new start; throws while a disk fault forbids it.
  func open() throws(JournalFailure) -> any RecoverableJournal

  /// The process is gone; what was not certain becomes so.
  func crash()

  /// A clean stop; false where something is owed.
  func close(last: LastNumbers) -> Bool

  func published(after stream: Int64, limit: Int) throws -> [StoredEntry]
  /// What has reached its time; nil where that cannot be told.
  func erasable(_ cutoffs: RetentionCutoffs) throws -> Erasable?

  func alert(of requestID: String) -> AlertID?
  func row(of alert: AlertID) -> AlertRow?
  func holds(_ page: PageID) -> Bool

  /// A retry of that request could not be looked up, so it may have raised a second alert: an
  /// emergency does not wait for a disk.
  func wasUnreadable(_ requestID: String) -> Bool

  /// What is wrong with the chain; nil where it is whole.
  func brokenChain() -> String?

  /// From now on writes fail so, or not at all.
  var fault: SimDiskFault? { get set }
  /// How likely the process dies in a write.
  var deathInWrite: Double { get set }
}
