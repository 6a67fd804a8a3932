import AmparoCore

/// The chain of hashes that binds every row of both books to all before it.
///
/// A link is SHA-256 over the link before and the row's fields, each with its length before it, so
/// that no two rows read alike. Of the personal part only a salted digest goes in: it can be
/// erased, and a number cannot be guessed from what is left.
package enum Chain {
  /// What the first row is chained to.
  package static let root = [UInt8](repeating: 0, count: 32)

  static func link(
    after previous: [UInt8], seq: Int64, _ entry: LedgerEntry, digest: [UInt8]?
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(192 + entry.body.count)
    bytes.append(contentsOf: previous)
    append(seq, to: &bytes)
    append(entry.book.rawValue, to: &bytes)
    append(entry.at, to: &bytes)
    append(entry.kind, to: &bytes)
    append(entry.alert?.rawValue ?? -1, to: &bytes)
    append(entry.actor, to: &bytes)
    append(entry.caseID?.rawValue ?? "", to: &bytes)
    append(entry.body, to: &bytes)
    append(digest ?? [], to: &bytes)
    append(entry.stream ?? -1, to: &bytes)
    return SHA256.hash(bytes)
  }

  static func digest(of personal: [UInt8], salt: [UInt8]) -> [UInt8] {
    SHA256.hash(salt + personal)
  }

  private static func append(_ value: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private static func append(_ value: String, to bytes: inout [UInt8]) {
    append(Int64(value.utf8.count), to: &bytes)
    bytes.append(contentsOf: value.utf8)
  }

  private static func append(_ value: [UInt8], to bytes: inout [UInt8]) {
    append(Int64(value.count), to: &bytes)
    bytes.append(contentsOf: value)
  }
}
