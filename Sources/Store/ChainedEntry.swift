import AmparoCore

/// A ledger row with its place, its link, and what makes its personal part checkable.
package struct ChainedEntry {
  package var seq: Int64
  package var entry: LedgerEntry
  package var salt: [UInt8]?
  package var digest: [UInt8]?
  package var hash: [UInt8]

  init(seq: Int64, entry: LedgerEntry, salt: [UInt8]?, digest: [UInt8]?, hash: [UInt8]) {
    self.seq = seq
    self.entry = entry
    self.salt = salt
    self.digest = digest
    self.hash = hash
  }

  init(_ entry: LedgerEntry, seq: Int64, after previous: [UInt8], salts: inout Salts) {
    self.seq = seq
    self.entry = entry
    if let personal = entry.personal {
      let salt = salts.next()
      self.salt = salt
      digest = Chain.digest(of: personal, salt: salt)
    }
    hash = Chain.link(after: previous, seq: seq, entry, digest: digest)
  }
}
