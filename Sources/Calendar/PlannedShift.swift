/// One stretch of the rota as `rota.show` tells it; wall time in milliseconds, `to` not included.
package struct PlannedShift: Hashable, Sendable {
  package var role: String
  /// Nil where nobody is on call.
  package var officer: String?
  package var name: String?
  package var isOverride: Bool
  package var from: Int64
  package var to: Int64

  package init(
    role: String, officer: String?, name: String? = nil, isOverride: Bool = false, from: Int64,
    to: Int64
  ) {
    self.role = role
    self.officer = officer
    self.name = name
    self.isOverride = isOverride
    self.from = from
    self.to = to
  }
}
