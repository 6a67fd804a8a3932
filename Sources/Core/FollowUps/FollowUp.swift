/// One follow-up of a case that is on record: planned by a person or by an alert, or done.
package struct FollowUp: Hashable, Sendable {
  package var id: FollowUpID
  package var caseID: CaseID
  package var kind: FollowUpKind
  /// Wall time in milliseconds by which it is to be done.
  package var due: Int64
  /// The alert after which it falls due; nil where a person planned it.
  package var alert: AlertID?
  /// Wall time in milliseconds; nil while it is open.
  package var doneAt: Int64?
  /// Who did it, as the ledger names people.
  package var doneBy: String?
  package var note: String?

  package init(
    id: FollowUpID, caseID: CaseID, kind: FollowUpKind, due: Int64, alert: AlertID? = nil,
    doneAt: Int64? = nil, doneBy: String? = nil, note: String? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.kind = kind
    self.due = due
    self.alert = alert
    self.doneAt = doneAt
    self.doneBy = doneBy
    self.note = note
  }
}
