import AmparoCore

/// The daemon's configuration, checked: every name in it means something.
package struct Configuration: Sendable {
  package var socket: String
  package var database: String
  package var language: Language
  package var peers: [PeerRule]
  package var escalation: EscalationSettings
  package var channels: [String: ChannelSettings]
  package var limits: Limits

  /// The members of a configuration read anew of which only a restart takes what is new.
  package func untaken(of new: Configuration) -> [String] {
    [
      ("socket", socket == new.socket), ("database", database == new.database),
      ("channels", channels == new.channels),
    ].filter { !$0.1 }.map(\.0)
  }

  /// What the server puts up with; the rest of its limits are its own.
  package struct Limits: Hashable, Sendable {
    package var connections = 512
    package var connectionsPerUser = 64
    package var lineBytes = 65_536

    package init() {}
  }
}
