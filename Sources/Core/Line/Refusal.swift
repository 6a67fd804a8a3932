/// Why a request about an alert was not carried out.
package enum Refusal: Hashable, Sendable {
  case notFound(String)
  case badRequest(field: String, message: String)
  case forbidden(String)
  /// The alert's state does not allow it; the reply tells the present state and responder.
  case conflict(AlertID, String)
}
