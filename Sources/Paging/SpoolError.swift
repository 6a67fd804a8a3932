/// Why a page could not be put into a spool; without personal data.
package struct SpoolError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// Whether trying again may help.
  package let mayPass: Bool

  package init(_ description: String, mayPass: Bool = false) {
    self.description = description
    self.mayPass = mayPass
  }
}
