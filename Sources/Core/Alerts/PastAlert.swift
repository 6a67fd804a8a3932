/// A closed alert of a case as its card tells it: history is risk.
package struct PastAlert: Hashable, Sendable {
  package var alert: AlertID
  /// Wall time in milliseconds.
  package var raisedAt: Int64
  package var outcome: String?

  package init(alert: AlertID, raisedAt: Int64, outcome: String?) {
    self.alert = alert
    self.raisedAt = raisedAt
    self.outcome = outcome
  }

  /// How many a card shows.
  package static let shownMax = 5
}
