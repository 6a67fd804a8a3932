/// A question to the record of who looked at what: all members narrow it.
package struct AccessQuery: Hashable, Sendable {
  package var caseID: CaseID?
  /// An officer's id or `uid:1001`.
  package var person: String?
  /// Wall time in milliseconds, from the first until just before the second.
  package var from: Int64?
  package var to: Int64?
  /// Only rows after that place of the ledger.
  package var after: Int64
  package var limit: Int

  /// Kinds of looks at every case there is; they have no list of them.
  package static let exported = "access_exported"
  package static let directoryExported = "directory_exported"

  package init(
    caseID: CaseID? = nil, person: String? = nil, from: Int64? = nil, to: Int64? = nil,
    after: Int64 = 0, limit: Int
  ) {
    self.caseID = caseID
    self.person = person
    self.from = from
    self.to = to
    self.after = after
    self.limit = limit
  }
}
