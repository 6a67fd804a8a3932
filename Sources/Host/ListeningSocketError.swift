/// Why the daemon cannot listen at its path, in words.
package struct ListeningSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
