/// The three conditions that monitoring plug-ins know.
package enum HealthStatus: String, Sendable, Comparable {
  case ok, warning, critical

  private var weight: Int {
    switch self {
    case .ok: 0
    case .warning: 1
    case .critical: 2
    }
  }

  package static func < (a: HealthStatus, b: HealthStatus) -> Bool { a.weight < b.weight }
}
