/// The unit's own id of a case; never a name, so it may stand in logs.
package struct CaseID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
  package static func < (a: CaseID, b: CaseID) -> Bool { a.rawValue < b.rawValue }
}
