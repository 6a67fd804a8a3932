/// How far a page has come. It is owed from the commit until an outcome is recorded; after a crash
/// an owed page is sent again under its id, for a second page is better than none.
package enum PageState: String, Sendable, CaseIterable {
  /// No outcome yet. Can transition to every other state.
  case owed
  /// Shown on a terminal or handed to a telephone; not an acknowledgement. Can transition to
  /// `answered`, `stoodDown` and `superseded`.
  case delivered
  /// Picked up; not an acknowledgement either. Can transition to `noAnswer`, where a mailbox picked
  /// up, `stoodDown` and `superseded`.
  case answered
  /// Could not be delivered. Can transition to `delivered` and `answered`, for a terminal that
  /// comes back shows it after all.
  case failed
  /// The telephone rang out. Can transition as `failed` can.
  case noAnswer = "no_answer"
  /// The line was taken. Can transition as `failed` can.
  case busy
  /// The alert was acknowledged or closed before an answer. Can transition to nothing.
  case stoodDown = "stood_down"
  /// A later page of the same officer and channel took its place. Can transition to nothing.
  case superseded

  /// Whether the officer was not reached by it.
  package var isFailure: Bool {
    switch self {
    case .failed, .noAnswer, .busy: true
    case .owed, .delivered, .answered, .stoodDown, .superseded: false
    }
  }

  package func canBecome(_ next: PageState) -> Bool {
    switch self {
    case .owed: next != .owed
    case .delivered: next == .answered || next == .stoodDown || next == .superseded
    case .answered: next == .noAnswer || next == .stoodDown || next == .superseded
    case .failed, .noAnswer, .busy: next == .delivered || next == .answered
    case .stoodDown, .superseded: false
    }
  }
}
