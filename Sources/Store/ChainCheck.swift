import AmparoCore

/// Follows the chain row by row and says where it breaks.
package struct ChainCheck {
  /// The last row that was whole, and its link.
  package private(set) var seq: Int64 = 0
  package private(set) var hash = Chain.root

  package init() {}

  /// Takes the next row, in the order of the ledger; nil where it is what was chained.
  package mutating func take(_ item: ChainedEntry) -> Verifier.Finding? {
    guard item.seq == seq + 1 else { return .missing(seq: seq + 1) }
    let link = Chain.link(after: hash, seq: item.seq, item.entry, digest: item.digest)
    guard link == item.hash, isPersonalTrue(item) else { return .changed(seq: item.seq) }
    seq = item.seq
    hash = link
    return nil
  }

  /// A personal part that was erased leaves its digest; one that is there must match it.
  private func isPersonalTrue(_ item: ChainedEntry) -> Bool {
    guard let personal = item.entry.personal else { return true }
    guard let salt = item.salt, let digest = item.digest else { return false }
    return Chain.digest(of: personal, salt: salt) == digest
  }
}
