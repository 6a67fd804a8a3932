/// Something wrong in a document a person wrote: where it is, and a sentence that says what was
/// found and what would be right.
package struct Fault: Hashable, Sendable, CustomStringConvertible {
  /// The place, as `cases[3].assigned`; empty for the document as a whole.
  package var path: String
  package var message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
