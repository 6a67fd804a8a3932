import AmparoCore

/// Writes the directory's rows, in generations: small changes in place, large ones staged over
/// several turns and adopted by one.
final class DirectoryWriter {
  /// Under which the present generation stands in `meta`.
  static let generationKey = "directory_generation"

  private let put: Statement
  private let delete: Statement
  private let clear: Statement
  /// The generation that counts, as the last commit left it.
  private var present: Int64
  /// The one adopted in the transaction under way.
  private(set) var adopted: Int64?

  init(_ connection: Connection) throws(StoreError) {
    put = try connection.prepare(
      """
      INSERT INTO directory (kind, id, generation, position, since, body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (kind, id, generation) DO UPDATE SET position = ?4, since = ?5, body = ?6
      """, "write directory")
    delete = try connection.prepare(
      "DELETE FROM directory WHERE kind = ? AND id = ?", "write directory")
    clear = try connection.prepare(
      """
      DELETE FROM directory
      WHERE kind = ?1 AND id = ?2 AND (generation < ?3 OR generation = ?3 AND body IS NULL)
      """, "clear directory")
    present = try Self.generation(connection)
  }

  static func generation(_ connection: Connection) throws(StoreError) -> Int64 {
    try SQLiteJournal.meta(generationKey, connection)
  }

  private var current: Int64 { adopted ?? present }

  func write(_ turn: Turn) throws(StoreError) {
    for row in turn.directory {
      try remove(row)
      if row.body != nil { try insert(row, current) }
    }
    for row in turn.staged { try insert(row, current + 1) }
    if turn.adoptsStaged { adopted = current + 1 }
    for row in turn.replaced {
      clear.bind(1, row.kind.rawValue)
      clear.bind(2, row.id)
      clear.bind(3, current)
      try clear.run()
    }
  }

  /// The transaction has landed.
  func keep() {
    present = current
    adopted = nil
  }

  /// The transaction was rolled back.
  func forget() { adopted = nil }

  private func remove(_ row: DirectoryRow) throws(StoreError) {
    delete.bind(1, row.kind.rawValue)
    delete.bind(2, row.id)
    try delete.run()
  }

  private func insert(_ row: DirectoryRow, _ generation: Int64) throws(StoreError) {
    put.bind(1, row.kind.rawValue)
    put.bind(2, row.id)
    put.bind(3, generation)
    put.bind(4, row.position)
    put.bind(5, row.since)
    put.bind(6, text: row.body)
    try put.run()
  }
}
