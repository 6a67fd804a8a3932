/// Hours of some weekdays in which a layer speaks; one that ends at or before its start runs across
/// midnight, and belongs to the day on which it starts.
package struct RotaWindow: Hashable, Sendable {
  package enum Weekday: Int, Sendable, CaseIterable { case mon, tue, wed, thu, fri, sat, sun }

  package var days: Set<Weekday>
  /// Minutes after local midnight, 0 to 1439.
  package var start: Int
  package var end: Int

  package init(days: Set<Weekday>, start: Int, end: Int) {
    self.days = days
    self.start = start
    self.end = end
  }
}
