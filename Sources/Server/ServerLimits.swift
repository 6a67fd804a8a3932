import AmparoCore

/// What one server puts up with, each with its reason.
package struct ServerLimits: Sendable {
  /// Connections in all.
  package var connections: Int
  /// Connections of one user, so that no one can take them all.
  package var connectionsPerUser: Int
  /// The longest line, in bytes without its end.
  package var lineBytes: Int

  package init(connections: Int = 512, connectionsPerUser: Int = 64, lineBytes: Int = 65_536) {
    self.connections = connections
    self.connectionsPerUser = connectionsPerUser
    self.lineBytes = lineBytes
  }

  /// Connections that only gateways can have: whatever consoles do, a call gets in.
  static let gatewayReserve = 32

  /// Bytes read from one connection in one turn: one longest line, so that a flood is taken in
  /// bites between which others are served.
  static let readBytesPerTurn = 65_536

  /// Bytes of requests other than raises served in one turn: about a millisecond of decoding, the
  /// most that a raise arriving meanwhile waits for.
  static let otherBytesPerTurn = 131_072

  /// Requests other than raises served in one turn, for the same reason.
  static let othersPerTurn = 64

  /// Raises served in one turn: they share its commit, and no page waits for more than these.
  static let raisesPerTurn = 512

  /// Requests of one connection that may be unanswered; beyond it no more is read from it.
  static let outstandingReplies = 128

  /// Requests of one connection that may be worked on beside the line. What they find, an alert's
  /// history above all, may be a megabyte each, and is kept until the peer reads it.
  static let workOfOne = 2

  /// Bytes of replies a peer may leave unread; beyond it no more of its requests are served.
  static let unreadReplyBytes = 262_144

  /// Bytes of events a terminal may leave unread: a thousand pages with their cards. Beyond it the
  /// terminal is cut off, and gets what it missed when it comes back.
  static let unreadEventBytes = 2_097_152

  /// Connections accepted in one turn.
  static let acceptsPerTurn = 64

  /// How long no peer is accepted after the system had no descriptor left.
  static let acceptPause = TimeSpan.milliseconds(100)

  /// How long a stop waits for peers to read their last replies.
  static let stopGrace = TimeSpan.seconds(2)

  /// How often storage that failed is tried again, at first and at the most.
  static let settleFirst = TimeSpan.milliseconds(250)
  static let settleMax = TimeSpan.seconds(5)

  /// How often the room for a full disk is looked after, and the chain's head is noted.
  static let upkeepEvery = TimeSpan.hours(1)

  /// The wall clock may wander this far from the monotonic one between two turns before it counts
  /// as a step and is told.
  static let clockStep = TimeSpan.seconds(2)
}
