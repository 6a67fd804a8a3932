import AmparoCore

/// Who looked at what.
extension Reader {
  /// Rows of the access book in order. A look at a case is a row of that case, or a list or an
  /// export that had it in.
  package func looks(_ query: AccessQuery) throws(StoreError) -> [StoredEntry] {
    let common = """
      seq > ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
        AND (?4 IS NULL OR actor = ?4 OR substr(actor, 1, length(?4) + 1) = ?4 || '/'
          OR substr(actor, -length(?4) - 1) = '/' || ?4)
      """
    let ofCase = """
      SELECT \(Rows.accessColumns) FROM access WHERE case_id = ?5 AND \(common)
      UNION ALL
      SELECT \(Rows.accessColumns) FROM access WHERE case_id IS NULL
        AND (kind IN ('\(AccessQuery.directoryExported)', '\(AccessQuery.exported)')
          OR instr(body, ?6) > 0) AND \(common)
      ORDER BY 1 LIMIT ?7
      """
    let ofAll = """
      SELECT \(Rows.accessColumns) FROM access WHERE \(common) AND ?5 IS NULL AND ?6 IS NULL
      ORDER BY 1 LIMIT ?7
      """
    let rows = try connection.prepare(query.caseID == nil ? ofAll : ofCase, "list looks")
    rows.bind(1, query.after)
    rows.bind(2, query.from)
    rows.bind(3, query.to)
    rows.bind(4, query.person)
    rows.bind(5, query.caseID?.rawValue)
    rows.bind(6, query.caseID.map { Self.quoted($0) })
    rows.bind(7, query.limit)
    var found: [StoredEntry] = []
    while try rows.step() { found.append(Rows.stored(rows)) }
    return found
  }

  /// Changes that people made to the directory, older than that row, the newest first.
  package func changes(before seq: Int64, limit: Int) throws(StoreError) -> [StoredEntry] {
    let kinds = DirectoryChange.kinds.map { "'\($0)'" }.joined(separator: ", ")
    let rows = try connection.prepare(
      """
      SELECT \(Rows.eventColumns) FROM events
      WHERE alert IS NULL AND kind IN (\(kinds)) AND seq < ?1 ORDER BY seq DESC LIMIT ?2
      """, "list changes")
    rows.bind(1, seq)
    rows.bind(2, limit)
    var found: [StoredEntry] = []
    while try rows.step() { found.append(Rows.stored(rows)) }
    return found
  }

  /// As the id stands in a row's body.
  static func quoted(_ id: CaseID) -> String { JSONWriter.text(.string(id.rawValue)) }

  /// The follow-ups of a case, or of all cases that are wanted, that are done: the newest first.
  package func doneFollowUps(
    of id: CaseID?, limit: Int, where isWanted: (CaseID) -> Bool = { _ in true }
  ) throws(StoreError) -> [FollowUp] {
    let rows = try connection.prepare(
      """
      SELECT \(Rows.followUpColumns) FROM follow_ups
      WHERE done_at IS NOT NULL AND (?1 IS NULL OR case_id = ?1) ORDER BY done_at DESC, id DESC
      """, "list follow-ups")
    rows.bind(1, id?.rawValue)
    var found: [FollowUp] = []
    while found.count < limit {
      guard try rows.step() else { break }
      if let item = Rows.followUp(rows), isWanted(item.caseID) { found.append(item) }
    }
    rows.reset()
    return found
  }
}
