/// The three conditions that monitoring plug-ins know.
package enum HealthStatus: String, Sendable, Comparable {
  case ok, warning, critical

  /// Rises with how bad it is; figures of monitoring systems, too.
  var weight: Int {
    switch self {
    case .ok: 0
    case .warning: 1
    case .critical: 2
    }
  }

  package static func < (a: HealthStatus, b: HealthStatus) -> Bool { a.weight < b.weight }
}
