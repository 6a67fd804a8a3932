/// A step of the policy began: whom it pages, whom it passed over, and how long it waits.
package struct StepStarted: Hashable, Sendable {
  /// Why it began.
  package enum Cause: String, Sendable, CaseIterable {
    case raised
    case timeUp = "time_up"
    case allDeclined = "all_declined"
    case allFailed = "all_failed"
    case repeatCall = "repeat_call"
    case responderSilent = "responder_silent"
    case checkInMissed = "check_in_missed"
    case released, transferred
    case roundBegun = "round_begun"
  }

  /// Counted from 1.
  package var step: Int
  /// How often the steps have begun again.
  package var round: Int
  package var cause: Cause
  package var within: TimeSpan
  package var pages: [PageOrder]
  package var passedOver: [PassedOver]

  package init(
    step: Int, round: Int, cause: Cause, within: TimeSpan, pages: [PageOrder],
    passedOver: [PassedOver]
  ) {
    self.step = step
    self.round = round
    self.cause = cause
    self.within = within
    self.pages = pages
    self.passedOver = passedOver
  }
}
