/// Somebody a step's target named, or should have named, and why they were not paged.
package struct PassedOver: Hashable, Sendable {
  package enum Cause: String, Sendable, CaseIterable {
    case absent
    /// Holds another alert.
    case holdsAnother = "holds_another"
    case declined
    case released
    /// Excluded from the case: never paged, whoever is left.
    case excluded
    case noChannel = "no_channel"
    case unknownOfficer = "unknown_officer"
    /// The target names nobody: no assigned officer, no deputy, a gap in the rota.
    case nobody
  }

  package var officer: OfficerID?
  package var target: String
  package var cause: Cause

  package init(officer: OfficerID?, target: String, cause: Cause) {
    self.officer = officer
    self.target = target
    self.cause = cause
  }

  /// Whether the officer is paged after all when nobody else is left.
  package var isPagedAtNeed: Bool {
    switch cause {
    case .absent, .holdsAnother, .declined, .released: true
    case .excluded, .noChannel, .unknownOfficer, .nobody: false
    }
  }
}
