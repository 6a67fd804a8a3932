/// The number of an alert: counted from 1 and never used twice, not even after a crash.
package struct AlertID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: Int64
  package init(_ rawValue: Int64) { self.rawValue = rawValue }
  package var description: String { String(rawValue) }
  package static func < (a: AlertID, b: AlertID) -> Bool { a.rawValue < b.rawValue }
}
