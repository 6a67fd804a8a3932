/// What a copy of the database was found to hold.
package struct BackupFacts: Hashable, Sendable {
  package var bytes: Int64
  /// Rows of the chain, both books together.
  package var rows: Int64
  /// The chain's head, `seq:hash`.
  package var head: String
  /// Wall time in milliseconds of the newest row; nil for an empty ledger.
  package var newest: Int64?
  package var openAlerts: Int64
}
