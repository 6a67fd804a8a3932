import AmparoCore

/// What is due for erasure.
extension Reader {
  package func erasable(_ cutoffs: RetentionCutoffs) throws(StoreError) -> Erasable {
    var found = Erasable()
    try findAlerts(cutoffs, &found)
    try findRows(
      .access, "SELECT seq, case_id, body FROM access WHERE personal IS NOT NULL AND at < ?1",
      before: cutoffs.accessLog, cutoffs.holds, &found)
    try findRows(
      .events,
      """
      SELECT seq, NULL, body FROM events
      WHERE personal IS NOT NULL AND alert IS NULL AND at < ?1
      """, before: cutoffs.accessLog, cutoffs.holds, &found)
    try findRows(
      .followUps,
      "SELECT id, case_id, '' FROM follow_ups WHERE note IS NOT NULL AND done_at < ?1",
      before: cutoffs.followUps, cutoffs.holds, &found)
    return found
  }

  private func findAlerts(
    _ cutoffs: RetentionCutoffs, _ found: inout Erasable
  ) throws(StoreError) {
    let alerts = try connection.prepare(
      """
      SELECT \(Rows.alertColumns) FROM alerts WHERE NOT is_open AND closed_at < ?1 AND EXISTS (
        SELECT 1 FROM events WHERE alert = alerts.id AND personal IS NOT NULL)
      ORDER BY id
      """, "find alerts to erase")
    alerts.bind(1, cutoffs.closedAlerts)
    let events = try connection.prepare(
      "SELECT seq FROM events WHERE alert = ? AND personal IS NOT NULL", "find rows to erase")
    var rows: [Int64] = []
    while try alerts.step() {
      let alert = Rows.alert(alerts)
      guard cutoffs.holds.isDisjoint(with: alert.cases) else {
        found.heldCount += 1
        if found.held.count < Erasable.heldMax { found.held.append(alert.id) }
        continue
      }
      guard rows.count < Erasable.rowsMax else {
        found.isMore = true
        alerts.reset()
        break
      }
      found.alerts.append(alert.id)
      events.bind(1, alert.id.rawValue)
      while try events.step() { rows.append(events.int(0)) }
    }
    found.alertRows = rows.count
    if !rows.isEmpty { found.erasures.append(Erasure(table: .events, rows: rows)) }
  }

  private func findRows(
    _ table: Erasure.Table, _ sql: String, before: Int64, _ holds: Set<CaseID>,
    _ found: inout Erasable
  ) throws(StoreError) {
    let statement = try connection.prepare(sql, "find rows to erase")
    statement.bind(1, before)
    let names = holds.map(Self.quoted)
    var rows: [Int64] = []
    while try statement.step() {
      let id = statement.optionalText(1).map { CaseID($0) }
      let body = statement.text(2)
      let isHeld = id.map(holds.contains) ?? names.contains { body.contains($0) }
      guard !isHeld else { continue }
      guard rows.count < Erasable.rowsMax else {
        found.isMore = true
        statement.reset()
        break
      }
      rows.append(statement.int(0))
    }
    if !rows.isEmpty { found.erasures.append(Erasure(table: table, rows: rows)) }
  }
}
