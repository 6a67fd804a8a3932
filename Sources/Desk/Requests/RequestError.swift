import AmparoCore
import AmparoWire

/// Why a request is answered with an error: a stable code for programs, a sentence for people.
package struct RequestError: Error, Hashable, Sendable {
  package var code: WireError
  package var message: String
  package var field: String?
  /// Faults of a document, each with its path.
  package var faults: [Fault] = []
  /// The alert whose present state and responder the reply tells, in a conflict.
  package var alert: AlertID?

  package init(_ code: WireError, _ message: String, field: String? = nil) {
    self.code = code
    self.message = message
    self.field = field
  }

  package init(_ refusal: Refusal) {
    switch refusal {
    case .notFound(let message): self.init(.notFound, message)
    case .badRequest(let field, let message): self.init(.badRequest, message, field: field)
    case .forbidden(let message): self.init(.forbidden, message)
    case .conflict(let alert, let message):
      self.init(.conflict, message)
      self.alert = alert
    }
  }
}
