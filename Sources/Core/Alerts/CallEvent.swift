/// Something that changed about the call itself. None of them lowers or ends an alert.
package enum CallEvent: String, Sendable, CaseIterable {
  case callEnded = "call_ended"
  case callDropped = "call_dropped"
  case location, note

  /// Whether nobody is on the line any more.
  package var endsCall: Bool {
    switch self {
    case .callEnded, .callDropped: true
    case .location, .note: false
    }
  }
}
