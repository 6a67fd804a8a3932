/// Why an officer is paged: the target that named them, and what the rota or the case said.
package struct Why: Hashable, Sendable {
  package enum Ground: Hashable, Sendable {
    /// The target names the officer by itself.
    case target
    case layer(String)
    case override
    /// No step had anyone: the last resort.
    case lastResort
    /// The alert was transferred to this officer.
    case transfer
    /// This officer holds the alert.
    case responder
  }

  /// The target as the policy writes it, `on_call:primary`.
  package var target: String
  package var ground: Ground
  /// Why this officer would have been passed over, had anyone else been left.
  package var inSpiteOf: PassedOver.Cause?

  package init(target: String, ground: Ground = .target, inSpiteOf: PassedOver.Cause? = nil) {
    self.target = target
    self.ground = ground
    self.inSpiteOf = inSpiteOf
  }
}
