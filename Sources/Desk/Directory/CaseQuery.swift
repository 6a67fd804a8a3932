import AmparoCore

/// A page of the list of cases, by id.
package struct CaseQuery: Hashable, Sendable {
  /// Only cases with a later id.
  package var after: CaseID?
  package var assigned: OfficerID?
  /// Only cases that have this in their id, alias or name, or have this number.
  package var text: String?
  package var limit: Int
}
