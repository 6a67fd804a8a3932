/// A connection as the desk knows it; never used twice while the daemon lives.
package struct ConnectionID: Hashable, Sendable {
  package let rawValue: UInt64
  package init(_ rawValue: UInt64) { self.rawValue = rawValue }
}
