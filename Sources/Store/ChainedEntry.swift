import AmparoCore

/// A ledger row with its place, its link, and what makes its personal part checkable.
struct ChainedEntry {
  var seq: Int64
  var entry: LedgerEntry
  var salt: [UInt8]?
  var digest: [UInt8]?
  var hash: [UInt8]

  init(_ entry: LedgerEntry, seq: Int64, after previous: [UInt8]) {
    self.seq = seq
    self.entry = entry
    if let personal = entry.personal {
      let salt = Self.freshSalt()
      self.salt = salt
      digest = Chain.digest(of: personal, salt: salt)
    }
    hash = Chain.link(after: previous, seq: seq, entry, digest: digest)
  }

  /// 128 random bits: the eighty million numbers of a country can't be tried against the digest.
  private static func freshSalt() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    let words = [generator.next() as UInt64, generator.next()]
    return words.withUnsafeBytes { Array($0) }
  }
}
