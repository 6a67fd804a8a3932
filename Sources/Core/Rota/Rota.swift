/// Who is on call when: for each role its layers, and the overrides above them all. Local times are
/// resolved by `zone`.
package struct Rota: Hashable, Sendable {
  /// In the document's order.
  package let roles: [RotaRole]
  /// In the document's order, of which the later wins.
  package private(set) var overrides: [RotaOverride]
  package let zone: ZoneRules

  private var roleIndex: [String: Int] = [:]
  private var timelines: [String: OverrideTimeline] = [:]

  package init(
    roles: [RotaRole] = [], overrides: [RotaOverride] = [], zone: ZoneRules = .utc
  ) {
    self.roles = roles
    self.overrides = overrides
    self.zone = zone
    for (index, role) in roles.enumerated() { roleIndex[role.name] = index }
    for (role, own) in Dictionary(grouping: overrides, by: \.role) {
      timelines[role] = OverrideTimeline(own)
    }
  }

  /// Puts an override above all there are.
  package mutating func add(_ item: RotaOverride) {
    overrides.append(item)
    timelines[item.role] = OverrideTimeline(overrides.filter { $0.role == item.role })
  }

  package func role(_ name: String) -> RotaRole? {
    roleIndex[name].map { roles[$0] }
  }

  func timeline(_ role: String) -> OverrideTimeline? { timelines[role] }
}
