import AmparoCore

/// What the last look over the directory and the follow-ups came to, and when the next is wanted.
struct SurveyBoard {
  /// Gaps come nearer by themselves, so they are looked for at least this often.
  static let every = TimeSpan.hours(1)
  /// How soon after one that could not be made it is tried again.
  static let retry = TimeSpan.seconds(5)

  private(set) var latest: Survey?
  var notices: [String: Notice] = [:]
  /// Something has changed that may change its outcome.
  var isWanted = true
  private(set) var isUnderWay = false
  /// On the line's clock.
  private(set) var nextAt: Int64?

  mutating func begin() {
    isWanted = false
    isUnderWay = true
    nextAt = nil
  }

  mutating func finish(_ survey: Survey, now: Moment) {
    latest = survey
    isUnderWay = false
    // What was expected while it was made may be newer than what it was made from.
    look(at: now.line + Self.every.milliseconds)
    if let due = survey.nextDue { expect(due, now: now) }
  }

  mutating func fail(now: Moment) {
    isUnderWay = false
    look(at: now.line + Self.retry.milliseconds)
  }

  /// Something falls due at that wall time.
  mutating func expect(_ wall: Int64, now: Moment) {
    look(at: now.line + max(0, wall - now.wall))
  }

  private mutating func look(at line: Int64) { nextAt = min(nextAt ?? line, line) }

  func isDue(at now: Moment) -> Bool {
    !isUnderWay && (isWanted || nextAt.map { $0 <= now.line } ?? true)
  }

  /// When it is to be made next; nil while it is being made.
  var wake: Int64? { isUnderWay ? nil : nextAt }
}
