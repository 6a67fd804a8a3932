import AmparoCore

/// Which follow-ups are asked for.
package struct FollowUpQuery: Hashable, Sendable {
  package enum State: String, Sendable, CaseIterable { case open, overdue, done }

  package var caseID: CaseID?
  /// Only cases of this officer, as assigned or as deputy; nil for all.
  package var officer: OfficerID?
  package var state: State
  package var limit: Int
}
