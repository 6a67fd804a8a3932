/// A time in which an officer is away and is passed over: from `from` until just before `to`, wall
/// time in milliseconds.
package struct Absence: Hashable, Sendable {
  package var officer: OfficerID
  package var from: Int64
  package var to: Int64
  package var reason: String

  package init(officer: OfficerID, from: Int64, to: Int64, reason: String) {
    self.officer = officer
    self.from = from
    self.to = to
    self.reason = reason
  }
}
