import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// Who looked at what.
extension Workbench {
  func listLooks(_ query: AccessQuery, _ look: Look, _ isKnown: Bool) throws -> WorkResult {
    var wanted = query
    wanted.limit += 1
    let rows = try Reader(path: database).looks(wanted)
    let (shown, told) = fitting(rows.prefix(query.limit), query)
    let ofAll = [AccessQuery.directoryExported, AccessQuery.exported]
    let isOfCase = shown.contains { !ofAll.contains($0.entry.kind) }
    let cases = query.caseID == nil ? Set(shown.compactMap(\.entry.caseID)).sorted() : []
    return .looked(
      WorkResult.Looked(
        kind: "access_read", about: query.caseID, cases: cases, isEmpty: shown.isEmpty,
        members: [
          "looks": .array(told),
          "more": .bool(rows.count > shown.count),
        ],
        refusal: isKnown || isOfCase ? nil : unknown(query.caseID), look: look))
  }

  /// As many as fit a reply, one at least.
  private func fitting(
    _ rows: ArraySlice<StoredEntry>, _ query: AccessQuery
  ) -> (ArraySlice<StoredEntry>, [JSONValue]) {
    var told: [JSONValue] = []
    var bytes = 0
    for row in rows {
      let look = row.look(of: query.caseID)
      bytes += JSONWriter.encode(look).count
      guard told.isEmpty || bytes <= Self.replyBytesMax else { break }
      told.append(look)
    }
    return (rows.prefix(told.count), told)
  }

  /// Half of what clients take as one line: looks at long lists, long reasons, and what a
  /// flood of notes has made of a history, can be many times more.
  static let replyBytesMax = 512 << 10

  private func unknown(_ id: CaseID?) -> RequestError {
    RequestError(
      .notFound, "there is no case \"\(id?.rawValue ?? "")\", and nobody has looked at one",
      field: "case")
  }

  /// Each look is a line of its own.
  func exportLooks(_ query: AccessQuery) throws -> WorkResult {
    guard let descriptor else {
      throw RequestError(.badRequest, "no descriptor came with the line", field: "descriptor")
    }
    let reader = try Reader(path: database)
    var part = query
    part.limit = Self.looksPerRead
    var count = 0
    while true {
      let looks = try reader.looks(part)
      var bytes: [UInt8] = []
      for look in looks {
        bytes += JSONWriter.encode(look.look(of: query.caseID)) + [UInt8(ascii: "\n")]
      }
      try write(bytes, to: descriptor)
      count += looks.count
      guard let last = looks.last, looks.count == part.limit else { break }
      part.after = last.seq
    }
    return .reply(["rows": .int(Int64(count))])
  }

  /// Looks that an export holds in memory at a time.
  private static let looksPerRead = 2000
}
