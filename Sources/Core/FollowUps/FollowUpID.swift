/// The number of a follow-up that is on record. Never reused.
package struct FollowUpID: Hashable, Sendable, Comparable {
  package var rawValue: Int64
  package init(_ rawValue: Int64) { self.rawValue = rawValue }
  package static func < (a: FollowUpID, b: FollowUpID) -> Bool { a.rawValue < b.rawValue }
}
