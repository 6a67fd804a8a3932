/// Why something cannot be said to Asterisk's manager, in words without the value, which may be a
/// number.
package struct ManagerFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
