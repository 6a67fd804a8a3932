/// A date and time of day as the unit's wall clock shows it, in milliseconds as if it were UTC.
package struct LocalTime: Hashable, Sendable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (a: LocalTime, b: LocalTime) -> Bool { a.milliseconds < b.milliseconds }
}
