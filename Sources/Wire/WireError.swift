/// The codes of a refusal, as they stand in `error.code`. Programs rely on them: a code is never
/// renamed, and a new one is added to the protocol's manual page with it.
package enum WireError: String, Error, CaseIterable, Sendable {
  /// The line is no JSON object in UTF-8.
  case badJSON = "bad_json"
  /// A member is missing, of the wrong kind, or contradicts another.
  case badRequest = "bad_request"
  case unknownOperation = "unknown_op"
  /// The line is over the limit; the connection closes.
  case tooLarge = "too_large"
  /// The peer's roles do not allow it.
  case forbidden
  case notFound = "not_found"
  /// The present state does not allow it.
  case conflict
  /// A limit is reached; the same request may succeed later.
  case busy
  /// The daemon is shutting down.
  case unavailable
  case internalError = "internal"
}
