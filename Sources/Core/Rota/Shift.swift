/// One stretch of time in which one officer is on call for a role, or nobody is: from `from` until
/// just before `to`, wall time in milliseconds.
package struct Shift: Hashable, Sendable {
  package var role: String
  package var officer: OfficerID?
  package var source: OnCall.Source
  package var from: Int64
  package var to: Int64

  package init(
    role: String, officer: OfficerID?, source: OnCall.Source, from: Int64, to: Int64
  ) {
    self.role = role
    self.officer = officer
    self.source = source
    self.from = from
    self.to = to
  }
}
