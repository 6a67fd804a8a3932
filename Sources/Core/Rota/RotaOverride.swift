/// One officer in a role for a time, above every layer: from `from` until just before `to`, wall
/// time in milliseconds. Of two that overlap the later in the document wins.
package struct RotaOverride: Hashable, Sendable {
  package var role: String
  package var officer: OfficerID
  package var from: Int64
  package var to: Int64
  package var reason: String

  package init(role: String, officer: OfficerID, from: Int64, to: Int64, reason: String) {
    self.role = role
    self.officer = officer
    self.from = from
    self.to = to
    self.reason = reason
  }
}
