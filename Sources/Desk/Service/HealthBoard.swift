import AmparoCore

/// How the parts of the service are doing, each under its name.
struct HealthBoard {
  private(set) var checks: [HealthCheck] = []

  var status: HealthStatus { checks.map(\.status).max() ?? .ok }

  func status(of name: String) -> HealthStatus? { checks.first { $0.name == name }?.status }

  /// Notes a part's condition; says whether its status changed.
  mutating func set(_ name: String, _ status: HealthStatus, _ message: String, at wall: Int64)
    -> Bool
  {
    guard let index = checks.firstIndex(where: { $0.name == name }) else {
      checks.append(HealthCheck(name: name, status: status, since: wall, message: message))
      return status != .ok
    }
    let isChange = checks[index].status != status
    if isChange { checks[index].since = wall }
    checks[index].status = status
    checks[index].message = message
    return isChange
  }
}
