import AmparoCore

/// The statements by which turns are written, prepared once for a connection.
final class Writer {
  private let connection: Connection
  private let begin: Statement
  private let commit: Statement
  private let insertEvent: Statement
  private let insertAccess: Statement
  private let upsertAlert: Statement
  private let upsertPage: Statement
  private let insertRequest: Statement
  private let insertAlertCase: Statement
  private let directory: DirectoryWriter
  private let upkeep: UpkeepWriter
  private let putMeta: Statement

  init(_ connection: Connection) throws(StoreError) {
    self.connection = connection
    begin = try connection.prepare("BEGIN IMMEDIATE", "begin")
    commit = try connection.prepare("COMMIT", "commit")
    insertEvent = try connection.prepare(
      """
      INSERT OR REPLACE INTO events
        (seq, at, kind, alert, actor, body, personal, salt, digest, hash, stream)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, "write event")
    insertAccess = try connection.prepare(
      """
      INSERT OR REPLACE INTO access
        (seq, at, kind, alert, actor, body, personal, salt, digest, hash, case_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, "write access")
    upsertAlert = try connection.prepare(
      """
      INSERT INTO alerts (id, state, is_open, is_drill, raised_at, closed_at, deadline, step,
        round, responder, cases, source, outcome)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      ON CONFLICT (id) DO UPDATE SET state = ?2, is_open = ?3, closed_at = ?6, deadline = ?7,
        step = ?8, round = ?9, responder = ?10, outcome = ?13
      """, "write alert")
    upsertPage = try connection.prepare(
      """
      INSERT INTO pages (id, alert, officer, channel, step, round, issued_at, state)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      ON CONFLICT (id) DO UPDATE SET state = ?8
      """, "write page")
    insertRequest = try connection.prepare(
      "INSERT OR IGNORE INTO requests (request_id, alert) VALUES (?, ?)", "write request")
    insertAlertCase = try connection.prepare(
      "INSERT OR IGNORE INTO alert_cases (case_id, alert) VALUES (?, ?)", "write alert's case")
    directory = try DirectoryWriter(connection)
    upkeep = try UpkeepWriter(connection)
    putMeta = try connection.prepare(
      "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
      "write meta")
  }

  /// Writes all of it in one transaction, or none.
  func write(
    _ turns: [Turn], _ entries: [ChainedEntry], meta: [(String, Int64)]
  ) throws(StoreError) {
    try begin.run()
    do throws(StoreError) {
      for entry in entries { try insert(entry) }
      for turn in turns { try write(turn) }
      for (key, value) in meta { try put(key, value) }
      if let generation = directory.adopted { try put(DirectoryWriter.generationKey, generation) }
      try commit.run()
    } catch {
      rollBack()
      directory.forget()
      throw error
    }
    directory.keep()
  }

  private func write(_ turn: Turn) throws(StoreError) {
    for alert in turn.alerts { try upsert(alert) }
    for page in turn.pages { try upsert(page) }
    for request in turn.requests {
      insertRequest.bind(1, request.requestID)
      insertRequest.bind(2, request.alert.rawValue)
      try insertRequest.run()
    }
    if let aliveAt = turn.aliveAt { try put(Self.aliveKey, aliveAt) }
    try directory.write(turn)
    try upkeep.write(turn)
  }

  /// Under this name `meta` keeps when the line was last alive.
  static let aliveKey = "alive"

  private func put(_ key: String, _ value: Int64) throws(StoreError) {
    putMeta.bind(1, key)
    putMeta.bind(2, value)
    try putMeta.run()
  }

  /// Some failures end the transaction by themselves; then this one changes nothing.
  private func rollBack() {
    do throws(StoreError) {
      try connection.execute("ROLLBACK", "roll back")
    } catch {
      // The file is not trusted after a failure anyway; it is opened anew before the next write.
    }
  }

  private func insert(_ item: ChainedEntry) throws(StoreError) {
    let statement: Statement
    switch item.entry.book {
    case .alerts:
      statement = insertEvent
      statement.bind(11, item.entry.stream)
    case .access:
      statement = insertAccess
      statement.bind(11, item.entry.caseID?.rawValue)
    }
    statement.bind(1, item.seq)
    statement.bind(2, item.entry.at)
    statement.bind(3, item.entry.kind)
    statement.bind(4, item.entry.alert?.rawValue)
    statement.bind(5, item.entry.actor)
    statement.bind(6, text: item.entry.body)
    statement.bind(7, text: item.entry.personal)
    statement.bind(8, item.salt)
    statement.bind(9, item.digest)
    statement.bind(10, item.hash)
    try statement.run()
  }

  private func upsert(_ row: AlertRow) throws(StoreError) {
    upsertAlert.bind(1, row.id.rawValue)
    upsertAlert.bind(2, row.state)
    upsertAlert.bind(3, row.isOpen)
    upsertAlert.bind(4, row.isDrill)
    upsertAlert.bind(5, row.raisedAt)
    upsertAlert.bind(6, row.closedAt)
    upsertAlert.bind(7, row.deadline)
    upsertAlert.bind(8, row.step)
    upsertAlert.bind(9, row.round)
    upsertAlert.bind(10, row.responder?.rawValue)
    upsertAlert.bind(11, row.cases.map(\.rawValue).joined(separator: ","))
    upsertAlert.bind(12, row.source)
    upsertAlert.bind(13, row.outcome)
    try upsertAlert.run()
    guard !row.isOpen, !row.isDrill else { return }
    for id in row.cases {
      insertAlertCase.bind(1, id.rawValue)
      insertAlertCase.bind(2, row.id.rawValue)
      try insertAlertCase.run()
    }
  }

  private func upsert(_ row: PageRow) throws(StoreError) {
    upsertPage.bind(1, row.id.rawValue)
    upsertPage.bind(2, row.alert.rawValue)
    upsertPage.bind(3, row.officer.rawValue)
    upsertPage.bind(4, row.channel)
    upsertPage.bind(5, row.step)
    upsertPage.bind(6, row.round)
    upsertPage.bind(7, row.issuedAt)
    upsertPage.bind(8, row.state)
    try upsertPage.run()
  }
}
