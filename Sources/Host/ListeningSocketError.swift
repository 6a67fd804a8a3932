/// Why the daemon cannot listen at its path, in words.
package struct ListeningSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence that says what stands in the way.
  package let description: String
  /// The error with its sentence.
  package init(_ description: String) { self.description = description }
}
