/// Who is on call when: for each role its layers, and the overrides above them all. Local times are
/// resolved by `zone`.
package struct Rota: Hashable, Sendable {
  /// In the document's order.
  package var roles: [RotaRole]
  package var overrides: [RotaOverride]
  package var zone: ZoneRules

  package init(
    roles: [RotaRole] = [], overrides: [RotaOverride] = [], zone: ZoneRules = .utc
  ) {
    self.roles = roles
    self.overrides = overrides
    self.zone = zone
  }
}
