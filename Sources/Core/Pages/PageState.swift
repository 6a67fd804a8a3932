/// How far a page has come. It is owed from the commit until an outcome is recorded; after a crash
/// an owed page is sent again under its id, for a second page is better than none.
package enum PageState: String, Sendable, CaseIterable {
  /// No outcome yet. Can transition to every other state.
  case owed
  /// The network has taken a text message; whether it reached the officer is not known. Can
  /// transition to `delivered`, `answered`, `failed`, `stoodDown` and `superseded`. Unlike an owed
  /// page it is not sent again after a crash.
  case sent
  /// Shown on a terminal or handed to a telephone; not an acknowledgement. Can transition to
  /// `answered`, `stoodDown` and `superseded`.
  case delivered
  /// Picked up; not an acknowledgement either. Can transition to `noAnswer`, where a mailbox picked
  /// up, `stoodDown` and `superseded`.
  case answered
  /// Could not be delivered. Can transition to `sent`, `delivered` and `answered`, for a terminal
  /// that comes back shows it after all, and a slow modem sends it.
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
    case .owed, .sent, .delivered, .answered, .stoodDown, .superseded: false
    }
  }

  /// Whether it has come to the officer, as far as the channel can tell; not an acknowledgement.
  package var hasReached: Bool {
    switch self {
    case .sent, .delivered, .answered: true
    case .owed, .failed, .noAnswer, .busy, .stoodDown, .superseded: false
    }
  }

  package func canBecome(_ next: PageState) -> Bool {
    switch self {
    case .owed: next != .owed
    case .sent: next != .owed && next != .sent && next != .noAnswer && next != .busy
    case .delivered: next == .answered || next == .stoodDown || next == .superseded
    case .answered: next == .noAnswer || next == .stoodDown || next == .superseded
    case .failed, .noAnswer, .busy:
      next == .sent || next == .delivered || next == .answered
    case .stoodDown, .superseded: false
    }
  }
}
