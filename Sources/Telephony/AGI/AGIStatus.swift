/// What AMPARO_STATUS says, the variable that is set last: the dialplan goes by it, and takes any
/// other value, or none, for `fallback`.
package enum AGIStatus: String, Sendable, CaseIterable {
  /// Done. For the victim's call: dial AMPARO_DIAL if it says anybody, then `next`.
  case ok
  /// An officer spoke with the caller, and that call has ended.
  case served
  /// The alert was closed while the caller is on the line: AMPARO_FALLBACK takes the call.
  case closed
  /// Amparo cannot lead the call on: AMPARO_FALLBACK takes it.
  case fallback
  /// The officer pressed the key and the alert is theirs.
  case accepted
  /// The officer pressed the key, but the daemon cannot be told yet: connect them all the same.
  case unconfirmed
  case declined
  /// Another officer has the alert, or it is closed.
  case taken
  /// The officer was told what asks for no answer.
  case told
  /// No key was pressed: nobody, a mailbox, or a hang-up.
  case silent
  /// The alert has left the step it was in.
  case moved
  /// The alert is where it was.
  case same
  case error
}
