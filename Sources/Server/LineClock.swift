import AmparoCore
import AmparoHost

/// The line's time: starts at the wall's and runs with the monotonic clock.
struct LineClock {
  private let wallAtStart: Int64
  private let monotonicAtStart: Int64
  /// How far the wall was from the line when last looked at.
  private var wander: Int64 = 0

  init() {
    wallAtStart = Clock.wallMilliseconds()
    monotonicAtStart = Clock.monotonicNanoseconds()
  }

  func now() -> Moment {
    let passed = (Clock.monotonicNanoseconds() - monotonicAtStart) / 1_000_000
    return Moment(wall: Clock.wallMilliseconds(), line: wallAtStart + passed)
  }

  /// The monotonic nanoseconds at which the line's clock will show that time, or as far ahead or
  /// back as any span can be: an alert may be overdue since a clock that was wrong by thousands of
  /// years.
  func monotonic(of line: Int64) -> Int64 {
    let most = TimeSpan.max.milliseconds
    return monotonicAtStart + min(max(line - wallAtStart, -most), most) * 1_000_000
  }

  /// How far the wall clock was stepped since it was last asked, nil if it was not.
  mutating func step(at now: Moment) -> TimeSpan? {
    let moved = now.wall - now.line - wander
    guard abs(moved) > ServerLimits.clockStep.milliseconds else { return nil }
    wander = now.wall - now.line
    return TimeSpan(milliseconds: moved)
  }
}
