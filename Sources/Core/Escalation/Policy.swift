/// How an alert escalates: its steps, where they begin again, and how long each silence may last.
package struct Policy: Hashable, Sendable {
  package var name: String
  /// Never empty.
  package var steps: [Step]
  /// After the last step paging goes on with this one, counted from 1, for ever.
  package var repeatFrom: Int
  /// Told at once beside the pages; not asked to answer.
  package var notify: [Target]
  package var progressWithin: TimeSpan
  package var arriveWithin: TimeSpan
  package var checkInEvery: TimeSpan
  /// How many further calls of the victim, while nobody has answered, advance a step; nil: none do.
  package var repeatCallAdvancesAfter: Int?

  package static let defaultProgressWithin = TimeSpan.minutes(3)
  package static let defaultArriveWithin = TimeSpan.minutes(20)
  package static let defaultCheckInEvery = TimeSpan.minutes(15)

  package init(
    name: String, steps: [Step], repeatFrom: Int = 1, notify: [Target] = [],
    progressWithin: TimeSpan = Policy.defaultProgressWithin,
    arriveWithin: TimeSpan = Policy.defaultArriveWithin,
    checkInEvery: TimeSpan = Policy.defaultCheckInEvery, repeatCallAdvancesAfter: Int? = 2
  ) {
    self.name = name
    self.steps = steps
    self.repeatFrom = repeatFrom
    self.notify = notify
    self.progressWithin = progressWithin
    self.arriveWithin = arriveWithin
    self.checkInEvery = checkInEvery
    self.repeatCallAdvancesAfter = repeatCallAdvancesAfter
  }
}
