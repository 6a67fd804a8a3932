import AmparoCore

/// What reports count.
extension Reader {
  /// Hands over each alert raised in that time, in the order of its number.
  package func reported(
    from: Int64, to: Int64, _ body: (ReportedAlert) -> Void
  ) throws(StoreError) {
    // Rows of the body are written without blanks, so that a plain search finds a word of theirs;
    // one that is no JSON is passed over.
    let rows = try connection.prepare(
      """
      SELECT is_drill, is_open, raised_at, state, source, outcome,
        min(CASE WHEN kind = 'page_ended' AND (instr(body, '"result":"sent"') > 0
          OR instr(body, '"result":"delivered"') > 0
          OR instr(body, '"result":"answered"') > 0) THEN at END),
        min(CASE WHEN kind = 'acknowledged' THEN at END),
        min(CASE WHEN kind = 'progressed' AND instr(body, '"status":"on_scene"') > 0
          THEN at END),
        count(CASE WHEN kind = 'call_repeated' THEN 1 END)
      FROM alerts LEFT JOIN events ON events.alert = alerts.id
        AND kind IN ('page_ended', 'acknowledged', 'progressed', 'call_repeated')
      WHERE raised_at >= ?1 AND raised_at < ?2 GROUP BY alerts.id ORDER BY alerts.id
      """, "read alerts for a report")
    rows.bind(1, from)
    rows.bind(2, to)
    while try rows.step() {
      body(
        ReportedAlert(
          isDrill: rows.int(0) != 0, isOpen: rows.int(1) != 0, raisedAt: rows.int(2),
          state: rows.text(3), source: rows.text(4), outcome: rows.optionalText(5),
          pagedAt: rows.time(6), acknowledgedAt: rows.time(7), arrivedAt: rows.time(8),
          furtherCalls: Int(rows.int(9))))
    }
  }
}
