import AmparoCore

/// Walks the whole chain and says whether every row is where and what it was.
package struct Verifier {
  /// What was found.
  package enum Finding: Hashable, Sendable {
    case whole(rows: Int64, head: String)
    /// The row at that place is gone.
    case missing(seq: Int64)
    /// The row at that place is not what was chained.
    case changed(seq: Int64)
    /// The rows after that place, up to a head recorded earlier, are gone or were made anew.
    case cut(after: Int64)
    /// What was given as a head is none.
    case badHead
  }

  private let connection: Connection

  package init(_ reader: Reader) { connection = reader.connection }

  /// `head` is `seq:hash` as recorded earlier; the chain must have passed through it.
  package func verify(head recorded: String? = nil) throws(StoreError) -> Finding {
    let expected = recorded.map(Self.parse)
    if let expected, expected == nil { return .badHead }
    let rows = try connection.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events UNION ALL
      SELECT \(Rows.accessColumns) FROM access ORDER BY 1
      """, "read the chain")
    var last: Int64 = 0
    var hash = Chain.root
    var passedHead = expected == nil
    while try rows.step() {
      let seq = rows.int(0)
      guard seq == last + 1 else { return .missing(seq: last + 1) }
      let entry = Rows.entry(rows)
      let link = Chain.link(after: hash, seq: seq, entry, digest: rows.optionalBlob(8))
      guard link == rows.blob(9), isPersonalTrue(entry, rows) else { return .changed(seq: seq) }
      last = seq
      hash = link
      if case .some(.some(let head)) = expected, head.seq == seq {
        guard Hex.text(hash) == head.hash else { return .cut(after: seq - 1) }
        passedHead = true
      }
    }
    guard passedHead else { return .cut(after: last) }
    return .whole(rows: last, head: "\(last):\(Hex.text(hash))")
  }

  /// A personal part that was erased leaves its digest; one that is there must match it.
  private func isPersonalTrue(_ entry: LedgerEntry, _ row: Statement) -> Bool {
    guard let personal = entry.personal else { return true }
    guard let salt = row.optionalBlob(7), let digest = row.optionalBlob(8) else { return false }
    return Chain.digest(of: personal, salt: salt) == digest
  }

  private struct Head: Equatable {
    var seq: Int64
    var hash: String
  }

  private static func parse(_ text: String) -> Head? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let seq = Int64(parts[0]), seq > 0, parts[1].utf8.count == 64 else {
      return nil
    }
    return Head(seq: seq, hash: parts[1].lowercased())
  }
}
