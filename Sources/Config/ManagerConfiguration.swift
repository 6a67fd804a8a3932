import AmparoHost

/// The configuration of `amparo-ami`, the daemon's worker for Asterisk's manager, checked.
package struct ManagerConfiguration: Sendable {
  /// The daemon's socket.
  package var socket: String
  /// The daemon's channel that it serves.
  package var channel: String
  package var address: LoopbackAddress
  package var user: String
  /// The path of the file that holds the secret and nothing else.
  package var secretFile: String
  /// How to dial a number, with `{number}` in its place.
  package var dial: String
  package var context: String
  /// What to dial to reach the line itself.
  package var drill: String
  /// The number that officers see; nil leaves it to the trunk.
  package var callerNumber: String?
}
