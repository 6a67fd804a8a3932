/// Why a command was not carried out.
enum CommandError: Error {
  /// Called in a way it does not understand.
  case usage(String)
  /// The daemon's own words.
  case refused(code: String, message: String, faults: [String])
  case unreachable(String)
}
