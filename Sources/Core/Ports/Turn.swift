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

  package init() {}

  package var isEmpty: Bool {
    entries.isEmpty && alerts.isEmpty && pages.isEmpty && requests.isEmpty
      && directory.isEmpty
  }
}
