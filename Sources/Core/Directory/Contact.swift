/// One way to reach an officer: a channel of the configuration, and the address it needs.
package struct Contact: Hashable, Sendable {
  /// The channel's name; `queue` is the officers' terminals and needs no address.
  package var channel: String
  package var address: String?

  package init(channel: String, address: String? = nil) {
    self.channel = channel
    self.address = address
  }

  package static let queueChannel = "queue"
  package static let callChannel = "call"
  package static let smsChannel = "sms"
}
