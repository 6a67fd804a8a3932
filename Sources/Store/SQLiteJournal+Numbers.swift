import AmparoCore

/// Where the numbers and the chain of a database stand.
extension SQLiteJournal {
  /// The place and the hash of the newest row.
  static func head(_ connection: Connection) throws(StoreError) -> (Int64, [UInt8]) {
    let last = try connection.prepare(
      """
      SELECT seq, hash FROM (SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1)
      UNION ALL
      SELECT seq, hash FROM (SELECT seq, hash FROM access ORDER BY seq DESC LIMIT 1)
      ORDER BY seq DESC LIMIT 1
      """, "read the chain's head")
    return try last.step() ? (last.int(0), last.blob(1)) : (0, Chain.root)
  }

  static func meta(_ key: String, _ connection: Connection) throws(StoreError) -> Int64 {
    let statement = try connection.prepare("SELECT value FROM meta WHERE key = ?", "read meta")
    statement.bind(1, key)
    return try statement.step() ? statement.int(0) : 0
  }

  /// The last numbers that can have been given out.
  static func lastNumbers(_ connection: Connection) throws(StoreError) -> LastNumbers {
    func last(_ key: String, _ sql: String) throws(StoreError) -> Int64 {
      max(try meta(key, connection), try connection.number(sql, "read the last \(key)") ?? 0)
    }
    return LastNumbers(
      alert: try last("alert", "SELECT max(id) FROM alerts"),
      page: try last("page", "SELECT max(id) FROM pages"),
      // Said twice, so that SQLite finds it by the index of these, and does not read all rows.
      stream: try last(
        "stream", "SELECT max(stream) FROM events WHERE stream IS NOT NULL"),
      seq: try head(connection).0)
  }

  /// Wall time of the newest row or of the last sign of life, nil for an empty ledger.
  static func lastSeen(_ connection: Connection) throws(StoreError) -> Int64? {
    try connection.number(
      """
      SELECT max(at) FROM (SELECT at FROM (SELECT at FROM events ORDER BY seq DESC LIMIT 1)
        UNION ALL SELECT at FROM (SELECT at FROM access ORDER BY seq DESC LIMIT 1)
        UNION ALL SELECT value FROM meta WHERE key = '\(Writer.aliveKey)')
      """, "read the newest row")
  }
}
