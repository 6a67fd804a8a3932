import AmparoCore

/// One channel out of the building, as configured.
package enum ChannelSettings: Hashable, Sendable {
  /// Call files in Asterisk's spool directory.
  case asteriskSpool(outgoing: String, context: String, dial: String, drill: String?)
  /// Messages in smstools' spool directory.
  case smstoolsSpool(outgoing: String)
  /// A program for each page, told of it on standard input.
  case exec(command: [String], timeout: TimeSpan, tries: Int)
  /// Whoever subscribes to it over the socket; the other channel named serves while nobody does.
  case worker(fallback: String?)

  package var worker: WorkerChannel? {
    switch self {
    case .worker(let fallback): WorkerChannel(fallback: fallback)
    case .asteriskSpool, .smstoolsSpool, .exec: nil
    }
  }
}
