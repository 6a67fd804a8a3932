import AmparoCore

/// The daemon's configuration, checked: every name in it means something.
package struct Configuration: Sendable {
  package var socket: String
  package var database: String
  package var language: Language
  package var peers: [PeerRule]
  package var escalation: EscalationSettings
  package var channels: [String: ChannelSettings]
  /// Case follow-ups, by risk, and how soon one falls due after an alert.
  package var followUps: FollowUpTimes
  package var limits: Limits
  package var retention: Retention

  /// What the server puts up with; the rest of its limits are its own.
  package struct Limits: Hashable, Sendable {
    package var connections = 512
    package var connectionsPerUser = 64
    package var lineBytes = 65_536

    package init() {}
  }

  /// How long closed alerts and looks at cases are kept before their erasure is proposed.
  package struct Retention: Hashable, Sendable {
    package var resolvedAlerts = TimeSpan.days(5 * 365)
    package var accessLog = TimeSpan.days(5 * 365)

    package init() {}
  }

  /// How often a case should be looked at again.
  package struct FollowUpTimes: Hashable, Sendable {
    package var byRisk: [Risk: TimeSpan] = [
      .extreme: .hours(72), .high: .days(7), .medium: .days(30), .low: .days(60),
      .unappreciated: .days(90),
    ]
    package var afterAlert = TimeSpan.hours(24)

    package init() {}
  }
}
