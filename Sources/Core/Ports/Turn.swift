/// All that one turn of the line writes, in one transaction: the ledger's rows, and the present
/// state of what they describe.
package struct Turn: Sendable {
  package var entries: [LedgerEntry] = []
  /// Each changed alert once, as it stands at the end of the turn.
  package var alerts: [AlertRow] = []
  /// Each changed page once, as it stands at the end of the turn.
  package var pages: [PageRow] = []
  /// The request ids this turn accepted.
  package var requests: [RequestRow] = []
  package var directory: [DirectoryRow] = []
  /// Rows of a large change of the directory that is written over several turns; they count only
  /// once a turn ``adoptsStaged``.
  package var staged: [DirectoryRow] = []
  /// From this turn on all staged rows are the directory's.
  package var adoptsStaged = false
  /// Rows whose former versions an adopted change has replaced, to be cleared away.
  package var replaced: [DirectoryRow] = []
  package var followUps: [FollowUp] = []
  package var erasures: [Erasure] = []
  /// The last part of an erasure: the log, which still has what was erased, is to be emptied.
  package var endsErasure = false
  /// Wall time at which the line was alive, for the next start to know how long it was away.
  package var aliveAt: Int64?

  /// The numbers given out last when it ended, those included that no row of it bears.
  package var last = LastNumbers()

  package init() {}

  package var isEmpty: Bool {
    entries.isEmpty && alerts.isEmpty && pages.isEmpty && requests.isEmpty
      && directory.isEmpty && staged.isEmpty && !adoptsStaged && replaced.isEmpty
      && followUps.isEmpty && erasures.isEmpty && !endsErasure && aliveAt == nil
  }
}
