import AmparoCore

/// Writes follow-ups, and erases what people said.
final class UpkeepWriter {
  private let putFollowUp: Statement
  private let eraseEvent: Statement
  private let eraseAccess: Statement
  private let eraseFollowUp: Statement

  init(_ connection: Connection) throws(StoreError) {
    putFollowUp = try connection.prepare(
      """
      INSERT INTO follow_ups (id, case_id, kind, due, alert, done_at, done_by, note)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      ON CONFLICT (id) DO UPDATE SET kind = ?3, due = ?4, done_at = ?6, done_by = ?7, note = ?8
      """, "write follow-up")
    // The digest stays: with it the chain still verifies. Without the salt it tells nothing.
    eraseEvent = try connection.prepare(
      "UPDATE events SET personal = NULL, salt = NULL WHERE seq = ?", "erase event")
    eraseAccess = try connection.prepare(
      "UPDATE access SET personal = NULL, salt = NULL WHERE seq = ?", "erase access")
    eraseFollowUp = try connection.prepare(
      "UPDATE follow_ups SET note = NULL WHERE id = ?", "erase follow-up")
  }

  func write(_ turn: Turn) throws(StoreError) {
    for item in turn.followUps { try put(item) }
    for erasure in turn.erasures {
      let statement =
        switch erasure.table {
        case .events: eraseEvent
        case .access: eraseAccess
        case .followUps: eraseFollowUp
        }
      for row in erasure.rows {
        statement.bind(1, row)
        try statement.run()
      }
    }
  }

  private func put(_ item: FollowUp) throws(StoreError) {
    putFollowUp.bind(1, item.id.rawValue)
    putFollowUp.bind(2, item.caseID.rawValue)
    putFollowUp.bind(3, item.kind.rawValue)
    putFollowUp.bind(4, item.due)
    putFollowUp.bind(5, item.alert?.rawValue)
    putFollowUp.bind(6, item.doneAt)
    putFollowUp.bind(7, item.doneBy)
    putFollowUp.bind(8, item.note)
    try putFollowUp.run()
  }
}
