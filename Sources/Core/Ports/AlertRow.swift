/// An alert as lists and reports read it; the ledger is what recovery reads.
package struct AlertRow: Hashable, Sendable {
  package var id: AlertID
  package var state: String
  package var isOpen: Bool
  package var isDrill: Bool
  package var raisedAt: Int64
  package var closedAt: Int64?
  /// Wall time of the next deadline; nil only when closed.
  package var deadline: Int64?
  package var step: Int
  package var round: Int
  package var responder: OfficerID?
  /// The cases it names, the one it follows first; apart with commas in the table.
  package var cases: [CaseID]
  package var source: String
  package var outcome: String?

  package init(
    id: AlertID, state: String, isOpen: Bool, isDrill: Bool, raisedAt: Int64,
    closedAt: Int64?, deadline: Int64?, step: Int, round: Int, responder: OfficerID?,
    cases: [CaseID], source: String, outcome: String?
  ) {
    self.id = id
    self.state = state
    self.isOpen = isOpen
    self.isDrill = isDrill
    self.raisedAt = raisedAt
    self.closedAt = closedAt
    self.deadline = deadline
    self.step = step
    self.round = round
    self.responder = responder
    self.cases = cases
    self.source = source
    self.outcome = outcome
  }
}
