/// A case of which nothing may be erased: a court or the unit still needs it.
package struct LegalHold: Hashable, Sendable {
  /// The longest reason, in characters: it names a court's file, and replies tell all of them.
  package static let reasonMax = 500

  package var caseID: CaseID
  package var reason: String
  /// Who asked for it, as the ledger names people.
  package var by: String
  /// Wall time in milliseconds.
  package var at: Int64

  package init(caseID: CaseID, reason: String, by: String, at: Int64) {
    self.caseID = caseID
    self.reason = reason
    self.by = by
    self.at = at
  }

  package init?(row: DirectoryRow) {
    guard row.kind == .hold, let body = row.body else { return nil }
    let value: JSONValue
    do {
      value = try JSONParser.parse(body)
    } catch {
      return nil
    }
    guard let at = value["at"]?.int else { return nil }
    self.init(
      caseID: CaseID(row.id), reason: value["reason"]?.string ?? "",
      by: value["by"]?.string ?? "", at: at)
  }

  package var row: DirectoryRow {
    DirectoryRow(
      kind: .hold, id: caseID.rawValue, position: 0,
      body: JSONWriter.encode(["reason": .string(reason), "by": .string(by), "at": .int(at)]))
  }

  /// The row that lifts it.
  package var lifting: DirectoryRow {
    DirectoryRow(kind: .hold, id: caseID.rawValue, position: 0, body: nil)
  }
}
