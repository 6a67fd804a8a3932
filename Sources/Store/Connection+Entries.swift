import AmparoCore

/// Reading the ledger.
extension Connection {
  func entries(of alert: AlertID) throws(StoreError) -> [StoredEntry] {
    let rows = try prepare(
      "SELECT \(Rows.eventColumns) FROM events WHERE alert = ? ORDER BY seq", "read alert")
    rows.bind(1, alert.rawValue)
    var found: [StoredEntry] = []
    while try rows.step() { found.append(Rows.stored(rows)) }
    return found
  }
}
