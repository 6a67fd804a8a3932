/// An officer's telephone in the fake gateway.
package enum FakeOfficer: String, Sendable, CaseIterable {
  /// Picks up and presses 1.
  case accepts
  /// Picks up and presses 2.
  case declines
  /// A mailbox, or a pocket: picks up and presses nothing.
  case mailbox
  /// Picks up and hangs up again.
  case hangsUp = "hangs-up"
  case busy
  /// Rings until the dialling ends.
  case rings

  var answers: [FakeChannel.Answer] {
    switch self {
    case .accepts: [.key("1")]
    case .declines: [.key("2")]
    case .hangsUp: [.hangUp]
    case .mailbox, .busy, .rings: []
    }
  }
}
