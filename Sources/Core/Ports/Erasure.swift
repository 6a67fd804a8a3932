/// Rows whose personal part is erased; what the chain holds of it is a salted digest, which stays.
package struct Erasure: Hashable, Sendable {
  package enum Table: String, Sendable { case events, access, followUps = "follow_ups" }

  package var table: Table
  /// Places in the ledger, or numbers of follow-ups.
  package var rows: [Int64]

  package init(table: Table, rows: [Int64]) {
    self.table = table
    self.rows = rows
  }
}
