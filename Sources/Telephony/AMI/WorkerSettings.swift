import AmparoHost

/// What `amparo-ami` is told by its configuration.
package struct WorkerSettings: Sendable {
  /// The daemon's socket.
  package var socket: String
  /// The daemon's channel that is served.
  package var channel: String
  package var address: LoopbackAddress
  package var user: String
  /// The path of the secret's own file.
  package var secretFile: String
  package var plan: DialPlan

  package init(
    socket: String, channel: String, address: LoopbackAddress, user: String, secretFile: String,
    plan: DialPlan
  ) {
    self.socket = socket
    self.channel = channel
    self.address = address
    self.user = user
    self.secretFile = secretFile
    self.plan = plan
  }
}
