/// How many of a hundred alerts should reach something within a time.
package struct Objective: Hashable, Sendable {
  package var percent: Int
  package var within: TimeSpan

  package init(percent: Int, within: TimeSpan) {
    self.percent = percent
    self.within = within
  }
}
