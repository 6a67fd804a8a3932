/// A page as the store keeps it: owed until an outcome is recorded.
package struct PageRow: Hashable, Sendable {
  package var id: PageID
  package var alert: AlertID
  package var officer: OfficerID
  package var channel: String
  package var step: Int
  package var round: Int
  package var issuedAt: Int64
  /// `owed`, or how it ended.
  package var state: String

  package init(
    id: PageID, alert: AlertID, officer: OfficerID, channel: String, step: Int, round: Int,
    issuedAt: Int64, state: String
  ) {
    self.id = id
    self.alert = alert
    self.officer = officer
    self.channel = channel
    self.step = step
    self.round = round
    self.issuedAt = issuedAt
    self.state = state
  }
}
