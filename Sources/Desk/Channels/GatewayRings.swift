import AmparoCore

/// Alerts whose gateway has the victim on the line and rings the officers of `ring` itself. Their
/// telephone pages are left to it, for one telephone can't ring twice, as long as it comes for
/// each step and the call lasts.
struct GatewayRings {
  /// How long a step's telephone pages wait to be fetched by the gateway. After it they go out by
  /// the channel, and ringing twice is the lesser evil.
  static let fetchWithin = TimeSpan.seconds(2)

  private struct Ring {
    /// Pages that the gateway has not been told of, and until when they wait (line's clock); nil
    /// where there is no channel they could go out by.
    var untold: [WorkerBoard.Item] = []
    var until: Int64?
    /// Pages that it has been told of.
    var left: [WorkerBoard.Item] = []
  }

  private var rings: [AlertID: Ring] = [:]

  mutating func begin(_ alert: AlertID) {
    if rings[alert] == nil { rings[alert] = Ring() }
  }

  /// Keeps the page for the gateway; false where none rings for this alert. It waits for as long as
  /// the call lasts where `hasChannel` says that no channel would take it.
  mutating func keep(_ item: WorkerBoard.Item, at line: Int64, hasChannel: Bool) -> Bool {
    guard rings[item.alert] != nil else { return false }
    rings[item.alert]?.untold.append(item)
    rings[item.alert]?.until = hasChannel ? line + Self.fetchWithin.milliseconds : nil
    return true
  }

  /// Whether there is somebody to ring of whom the gateway does not know.
  func hasUntold(_ alert: AlertID) -> Bool { rings[alert].map { !$0.untold.isEmpty } ?? false }

  /// The gateway is being told whom to ring.
  mutating func told(_ alert: AlertID) {
    guard let ring = rings[alert], !ring.untold.isEmpty else { return }
    rings[alert]?.left = ring.untold
    rings[alert]?.untold = []
  }

  /// The call is over, or the alert is: what was left to the gateway.
  mutating func end(_ alert: AlertID) -> [WorkerBoard.Item] {
    guard let ring = rings.removeValue(forKey: alert) else { return [] }
    return ring.left + ring.untold
  }

  /// Pages that no gateway came for in time.
  mutating func takeOverdue(at line: Int64) -> [WorkerBoard.Item] {
    var overdue: [WorkerBoard.Item] = []
    for (id, ring) in rings where !ring.untold.isEmpty {
      guard let until = ring.until, until <= line else { continue }
      overdue += ring.untold
      rings[id]?.untold = []
    }
    return overdue
  }

  var wake: Int64? {
    rings.values.filter { !$0.untold.isEmpty }.compactMap(\.until).min()
  }
}
