/// What smstools tells its event handler of, by the first argument.
package enum MessageEvent: String, Sendable, CaseIterable {
  /// The network took a message.
  case sent = "SENT"
  /// It did not, after every try.
  case failed = "FAILED"
  case received = "RECEIVED"
  /// The network's word on whether a message arrived.
  case report = "REPORT"
  /// Somebody rang the modem.
  case call = "CALL"
}
