/// Why a page could not be put into a spool; without personal data.
package struct SpoolError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
