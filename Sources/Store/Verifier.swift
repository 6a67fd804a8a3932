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

  init(_ connection: Connection) { self.connection = connection }

  /// `head` is `seq:hash` as recorded earlier; the chain must have passed through it.
  package func verify(head recorded: String? = nil) throws(StoreError) -> Finding {
    let expected = recorded.map(Self.parse)
    if let expected, expected == nil { return .badHead }
    let rows = try connection.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events UNION ALL
      SELECT \(Rows.accessColumns) FROM access ORDER BY 1
      """, "read the chain")
    var check = ChainCheck()
    var passedHead = expected == nil
    while try rows.step() {
      if let broken = check.take(Rows.chained(rows)) { return broken }
      if case .some(.some(let head)) = expected, head.seq == check.seq {
        guard Hex.text(check.hash) == head.hash else { return .cut(after: check.seq - 1) }
        passedHead = true
      }
    }
    guard passedHead else { return .cut(after: check.seq) }
    return .whole(rows: check.seq, head: "\(check.seq):\(Hex.text(check.hash))")
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
