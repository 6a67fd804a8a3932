/// The level a police assessment gave a case, in both vocabularies that are in use. It sets timers
/// and who is told beside; it never decides whether to page.
package enum Risk: String, Sendable, CaseIterable {
  case unappreciated, low, medium, high, extreme, unknown

  /// How risks compare when one number belongs to several cases: the higher is followed. Unknown
  /// stands above medium, for nothing says that it is safe.
  package var weight: Int {
    switch self {
    case .unappreciated: 0
    case .low: 1
    case .medium: 2
    case .unknown: 3
    case .high: 4
    case .extreme: 5
    }
  }
}
