import AmparoCore
import CSQLite

/// Reads beside the line, on a connection and a thread of its own; it sees what has been committed.
package final class Reader {
  let connection: Connection

  package init(path: String) throws(StoreError) {
    connection = try Connection(path: path, mode: .reading)
  }

  /// Alerts, newest first.
  package func alerts(
    state: String?, since: Int64?, before: AlertID?, limit: Int
  ) throws(StoreError) -> [AlertRow] {
    let rows = try connection.prepare(
      """
      SELECT \(Rows.alertColumns) FROM alerts
      WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR raised_at >= ?2)
        AND (?3 IS NULL OR id < ?3)
      ORDER BY id DESC LIMIT ?4
      """, "list alerts")
    rows.bind(1, state)
    rows.bind(2, since)
    rows.bind(3, before?.rawValue)
    rows.bind(4, limit)
    var found: [AlertRow] = []
    while try rows.step() { found.append(Rows.alert(rows)) }
    return found
  }

  package func history(of alert: AlertID) throws(StoreError) -> [StoredEntry] {
    try connection.entries(of: alert)
  }

  /// Rows that publish something after that number of the stream, in order; before them the one
  /// that has that number or the next lower one, for a row may publish several.
  package func published(after stream: Int64, limit: Int) throws(StoreError) -> [StoredEntry] {
    let rows = try connection.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events
      WHERE stream >= coalesce((SELECT max(stream) FROM events WHERE stream <= ?1), 0)
      ORDER BY stream LIMIT ?2
      """, "read the stream")
    rows.bind(1, stream)
    rows.bind(2, limit)
    var found: [StoredEntry] = []
    while try rows.step() { found.append(Rows.stored(rows)) }
    return found
  }
}
