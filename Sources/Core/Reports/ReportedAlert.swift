/// One alert as a report counts it. Wall times in milliseconds; nil for what never happened.
package struct ReportedAlert: Hashable, Sendable {
  package var isDrill: Bool
  package var isOpen: Bool
  package var raisedAt: Int64
  package var state: String
  package var source: String
  package var outcome: String?
  /// When a page first reached somebody.
  package var pagedAt: Int64?
  package var acknowledgedAt: Int64?
  package var arrivedAt: Int64?
  package var furtherCalls: Int

  package init(
    isDrill: Bool, isOpen: Bool, raisedAt: Int64, state: String, source: String,
    outcome: String?, pagedAt: Int64?, acknowledgedAt: Int64?, arrivedAt: Int64?,
    furtherCalls: Int
  ) {
    self.isDrill = isDrill
    self.isOpen = isOpen
    self.raisedAt = raisedAt
    self.state = state
    self.source = source
    self.outcome = outcome
    self.pagedAt = pagedAt
    self.acknowledgedAt = acknowledgedAt
    self.arrivedAt = arrivedAt
    self.furtherCalls = furtherCalls
  }
}
