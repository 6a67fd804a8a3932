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

  /// Bytes read from one connection in one turn: many requests, or a part of a long one, so that a
  /// flood is taken in bites between which others are served.
  static let readBytesPerTurn = 16_384

  /// How long one turn reads from peers that are no gateways, accepts peers, serves their raises,
  /// serves other requests of gateways and of the others, and writes to them: together about what
  /// two commits take, the most that a call that comes meanwhile waits for.
  static let readNanoseconds: Int64 = 100_000
  /// The same for reading from gateways: more than a hundred calls at once share a commit.
  static let gatewayReadNanoseconds: Int64 = 400_000
  static let acceptNanoseconds: Int64 = 100_000
  static let raiseNanoseconds: Int64 = 100_000
  static let gatewayNanoseconds: Int64 = 100_000
  static let otherNanoseconds: Int64 = 100_000
  static let writeNanoseconds: Int64 = 100_000

  /// Messages from beside the line taken in one turn, for the same reason.
  static let messagesPerTurn = 16

  /// Raises of gateways served in one turn: they share its commit, and no page waits for more than
  /// these.
  static let raisesPerTurn = 512

  /// Lines with the word of a raise in them that one connection may send without raising anything:
  /// a note may hold the word once, and a flood must not come ahead by it.
  static let falseRaises = 3

  /// Requests of one connection that may be unanswered; beyond it no more is read from it.
  static let outstandingReplies = 128

  /// Requests of one connection that may be worked on beside the line. What they find, an alert's
  /// history above all, may be a megabyte each, and is kept until the peer reads it.
  static let workOfOne = 2

  /// Pieces of work beside the line that one user may have under way: it leaves most of the room
  /// for others, and more is answered `busy`.
  static let workOfUser = 16

  /// Bytes of replies a peer may leave unread; beyond it no more of its requests are served.
  static let unreadReplyBytes = 262_144

  /// Bytes of events a terminal may leave unread: a thousand pages with their cards. Beyond it the
  /// terminal is cut off, and gets what it missed when it comes back.
  static let unreadEventBytes = 2_097_152

  /// Bytes that all peers together may leave unread; beyond it a terminal may leave no more events
  /// than other peers replies.
  static let unreadBytesOfAll = 33_554_432

  /// How long no peer is accepted after the system had no descriptor left.
  static let acceptPause = TimeSpan.milliseconds(100)

  /// How long a stop waits for peers to read their last replies.
  static let stopGrace = TimeSpan.seconds(2)

  /// How often storage that failed is tried again, at first and at the most.
  static let settleFirst = TimeSpan.milliseconds(250)
  static let settleMax = TimeSpan.seconds(5)

  /// How often room for a full disk is looked for while there is none: whoever has made some sees
  /// that it was enough before turning away.
  static let roomEvery = TimeSpan.seconds(10)

  /// How often the room for a full disk is looked after, and the chain's head is noted.
  static let upkeepEvery = TimeSpan.hours(1)

  /// The wall clock may wander this far from the monotonic one between two turns before it counts
  /// as a step and is told.
  static let clockStep = TimeSpan.seconds(2)
}
