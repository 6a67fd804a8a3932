/// The next instant at which silence has a consequence for an alert.
package struct Deadline: Hashable, Sendable {
  /// What is being waited for.
  package enum Wait: String, Sendable, CaseIterable {
    /// An acknowledgement of the present step.
    case step
    /// The next round, after one in which no page could be delivered.
    case roundPause = "round_pause"
    /// The responder's setting out.
    case progress
    /// The responder's arrival.
    case arrival
    /// The time to ask the responder on scene for a sign.
    case checkIn = "check_in"
    /// That sign.
    case checkInAnswer = "check_in_answer"
  }

  package var wait: Wait
  /// On the line's own clock, in milliseconds (``Moment/line``).
  package var at: Int64
  /// How long the wait is in all; after a restart no wait may last longer, whatever the clock says.
  package var within: TimeSpan

  package init(_ wait: Wait, within: TimeSpan, from now: Moment) {
    self.wait = wait
    self.at = now.line + within.milliseconds
    self.within = within
  }
}
