import AmparoCore

/// One channel out of the building, as configured.
package enum ChannelSettings: Hashable, Sendable {
  /// Call files in Asterisk's spool directory.
  case asteriskSpool(outgoing: String, context: String, dial: String)
  /// Messages in smstools' spool directory.
  case smstoolsSpool(outgoing: String)
  /// A program for each page, told of it on standard input.
  case exec(command: [String], timeout: TimeSpan, tries: Int)
}
