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
      SELECT id, state, is_open, is_drill, raised_at, closed_at, deadline, step, round, responder,
        cases, source, outcome
      FROM alerts
      WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR raised_at >= ?2)
        AND (?3 IS NULL OR id < ?3)
      ORDER BY id DESC LIMIT ?4
      """, "list alerts")
    rows.bind(1, state)
    rows.bind(2, since)
    rows.bind(3, before?.rawValue)
    rows.bind(4, limit)
    var found: [AlertRow] = []
    while try rows.step() { found.append(Self.alert(rows)) }
    return found
  }

  private static func alert(_ row: Statement) -> AlertRow {
    AlertRow(
      id: AlertID(row.int(0)), state: row.text(1), isOpen: row.int(2) != 0,
      isDrill: row.int(3) != 0, raisedAt: row.int(4), closedAt: row.optionalInt(5),
      deadline: row.optionalInt(6), step: Int(row.int(7)), round: Int(row.int(8)),
      responder: row.optionalText(9).map { OfficerID($0) },
      cases: row.text(10).split(separator: ",").map { CaseID(String($0)) },
      source: row.text(11), outcome: row.optionalText(12))
  }

  package func history(of alert: AlertID) throws(StoreError) -> [StoredEntry] {
    try connection.entries(of: alert)
  }

  /// Rows that publish something after that number of the stream, in order; the one that covers it
  /// may come first.
  package func published(after stream: Int64, limit: Int) throws(StoreError) -> [StoredEntry] {
    let rows = try connection.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events
      WHERE stream > ?1 - \(Self.eventsPerRowMax) ORDER BY stream LIMIT ?2
      """, "read the stream")
    rows.bind(1, stream)
    rows.bind(2, limit)
    var found: [StoredEntry] = []
    while try rows.step() { found.append(Rows.stored(rows)) }
    return found
  }

  /// More events than one row ever makes: one for each officer of a large unit.
  private static let eventsPerRowMax = 256
}
