import AmparoCore

/// Where the numbers and the chain of a database stand.
extension SQLiteJournal {
  /// The highest number that can have been given out.
  private static let most = LastNumbers.bounds.upperBound

  /// The place and the hash of the newest row.
  static func head(_ connection: Connection) throws(StoreError) -> (Int64, [UInt8]) {
    func newest(_ table: String) -> String {
      "SELECT seq, hash FROM (SELECT seq, hash FROM \(table) WHERE seq <= \(most) "
        + "ORDER BY seq DESC LIMIT 1)"
    }
    let last = try connection.prepare(
      "\(newest("events")) UNION ALL \(newest("access")) ORDER BY seq DESC LIMIT 1",
      "read the chain's head")
    return try last.step() ? (max(0, last.int(0)), last.blob(1)) : (0, Chain.root)
  }

  static func meta(_ key: String, _ connection: Connection) throws(StoreError) -> Int64 {
    let statement = try connection.prepare("SELECT value FROM meta WHERE key = ?", "read meta")
    statement.bind(1, key)
    let value = try statement.step() ? statement.int(0) : 0
    return LastNumbers.bounds.contains(value) ? value : 0
  }

  /// Tables with rows whose number cannot have been given out.
  static func strayTables(_ connection: Connection) throws(StoreError) -> [String] {
    let numbers = [
      ("alerts", "id"), ("pages", "id"), ("events", "seq"), ("access", "seq"),
      ("events", "stream"), ("follow_ups", "id"),
    ]
    var found: [String] = []
    for (table, column) in numbers {
      if try isStray(column, in: table, connection) { found.append(table) }
    }
    let marks = """
      SELECT count(*) FROM meta
      WHERE key <> '\(Writer.aliveKey)' AND value NOT BETWEEN 0 AND \(most)
      """
    if try connection.number(marks, "look at the marks") ?? 0 > 0 { found.append("meta") }
    return found
  }

  private static func isStray(
    _ column: String, in table: String, _ connection: Connection
  ) throws(StoreError) -> Bool {
    func end(_ function: String) throws(StoreError) -> Int64 {
      // As for the last number of the stream: an index is used only where NULL is ruled out.
      let sql = "SELECT \(function)(\(column)) FROM \(table) WHERE \(column) IS NOT NULL"
      return try connection.number(sql, "look for stray numbers") ?? 0
    }
    let least = try end("min")
    let last = try end("max")
    return least < 0 || last > most
  }

  /// The last numbers that can have been given out.
  static func lastNumbers(_ connection: Connection) throws(StoreError) -> LastNumbers {
    func last(_ key: String, _ sql: String) throws(StoreError) -> Int64 {
      max(try meta(key, connection), try connection.number(sql, "read the last \(key)") ?? 0)
    }
    return LastNumbers(
      alert: try last("alert", "SELECT max(id) FROM alerts WHERE id <= \(most)"),
      page: try last("page", "SELECT max(id) FROM pages WHERE id <= \(most)"),
      // Said twice, so that SQLite finds it by the index of these, and does not read all rows.
      stream: try last(
        "stream",
        "SELECT max(stream) FROM events WHERE stream IS NOT NULL AND stream <= \(most)"),
      seq: try head(connection).0)
  }

  /// Wall time of the newest row or of the last sign of life, nil for an empty ledger.
  static func lastSeen(_ connection: Connection) throws(StoreError) -> Int64? {
    try connection.number(
      """
      SELECT max(at) FROM (SELECT at FROM (SELECT at FROM events ORDER BY seq DESC LIMIT 1)
        UNION ALL SELECT at FROM (SELECT at FROM access ORDER BY seq DESC LIMIT 1)
        UNION ALL SELECT value FROM meta WHERE key = '\(Writer.aliveKey)')
      WHERE at \(Rows.isTime)
      """, "read the newest row")
  }
}
