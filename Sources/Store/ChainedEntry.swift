import AmparoCore

/// A ledger row with its place, its link, and what makes its personal part checkable.
struct ChainedEntry {
  var seq: Int64
  var entry: LedgerEntry
  var salt: [UInt8]?
  var digest: [UInt8]?
  var hash: [UInt8]

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
