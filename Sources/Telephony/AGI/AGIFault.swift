/// Why Asterisk could not be understood or did not take a command; in words without a value, for
/// values are a caller's.
package enum AGIFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The environment is not what Asterisk sends: forged by a caller, cut off or too long.
  case malformed(String)
  /// Asterisk sends no more, or reads no more.
  case closed
  /// No answer came within the time a command may take.
  case silent
  /// A command was answered with an error.
  case refused(command: String, code: Int)

  package var description: String {
    switch self {
    case .malformed(let fault): "the AGI environment is refused: \(fault)"
    case .closed: "Asterisk has ended the conversation"
    case .silent: "Asterisk did not answer in time"
    case .refused(let command, let code): "Asterisk answered \(command) with \(code)"
    }
  }
}
