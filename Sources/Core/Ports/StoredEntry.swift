/// A ledger row read back, with its place in the chain.
package struct StoredEntry: Hashable, Sendable {
  /// Counted from 1 over both books, without a gap.
  package var seq: Int64
  package var entry: LedgerEntry
  /// The 32 bytes of this row's SHA-256 link.
  package var hash: [UInt8]
  /// Whether it had a personal part that has been erased.
  package var isErased: Bool

  package init(seq: Int64, entry: LedgerEntry, hash: [UInt8], isErased: Bool = false) {
    self.seq = seq
    self.entry = entry
    self.hash = hash
    self.isErased = isErased
  }
}
