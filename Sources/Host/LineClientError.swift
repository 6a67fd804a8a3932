/// Why a program and the daemon could not talk, in words; the case is for exit codes.
package enum LineClientError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No connection came about: nothing there, nobody answering, or no right to it.
  case notReachable(String)
  /// The connection was there and broke, or the daemon took nothing in time.
  case lost(String)
  /// The daemon sent a line longer than a client takes.
  case tooLong(String)

  /// The sentence.
  package var description: String {
    switch self {
    case .notReachable(let text), .lost(let text), .tooLong(let text): text
    }
  }
}
