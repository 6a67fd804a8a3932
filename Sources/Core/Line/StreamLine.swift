/// One event of the daemon's stream that concerns no alert, as the ledger keeps it.
package struct StreamLine: Sendable {
  package enum Kind: String, Sendable { case health, notice }

  package var kind: Kind
  package var seq: Int64
  /// Wall time in milliseconds.
  package var at: Int64
  /// What it told, and to whom.
  package var body: JSONValue

  /// Nil for a row of another kind, or one that cannot be read.
  package init?(_ entry: LedgerEntry) {
    guard let kind = Kind(rawValue: entry.kind), let seq = entry.stream else { return nil }
    do {
      body = try JSONParser.parse(entry.body)
    } catch {
      return nil
    }
    self.kind = kind
    self.seq = seq
    at = entry.at
  }
}
