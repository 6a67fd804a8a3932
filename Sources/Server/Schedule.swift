import AmparoCore
import AmparoDesk

/// What the server itself does at intervals, on the line's clock.
struct Schedule {
  private var heartbeat: Int64
  private var watchdog: Int64?
  private var upkeep: Int64
  /// When room for a full disk is looked for again, while there is none.
  private var room: Int64?
  private var settle: Int64?
  private var settleDelay = ServerLimits.settleFirst
  private let watchdogEvery: TimeSpan?

  /// A sign is given twice in each interval the service manager allows, as sd_watchdog_enabled(3)
  /// recommends.
  init(now: Moment, watchdog: TimeSpan?) {
    watchdogEvery = watchdog.map { TimeSpan(milliseconds: max(1, $0.milliseconds / 2)) }
    self.watchdog = watchdogEvery.map { now.line + $0.milliseconds }
    heartbeat = now.line + Desk.heartbeatEvery.milliseconds
    upkeep = now.line
  }

  /// The soonest thing to do.
  var next: Int64 {
    [watchdog, settle, room].compactMap(\.self).reduce(min(heartbeat, upkeep), min)
  }

  mutating func takeHeartbeat(_ now: Moment) -> Bool {
    Self.take(&heartbeat, every: Desk.heartbeatEvery, now)
  }

  mutating func takeUpkeep(_ now: Moment) -> Bool {
    Self.take(&upkeep, every: ServerLimits.upkeepEvery, now)
  }

  /// Whether room for a full disk should be looked for while there is none.
  mutating func takeRoom(_ now: Moment) -> Bool {
    guard let due = room, due <= now.line else { return false }
    lackRoom(now)
    return true
  }

  /// There is no room for a full disk: somebody may make some at any time.
  mutating func lackRoom(_ now: Moment) { room = now.line + ServerLimits.roomEvery.milliseconds }

  mutating func haveRoom() { room = nil }

  mutating func takeWatchdog(_ now: Moment) -> Bool {
    guard var due = watchdog, let watchdogEvery else { return false }
    defer { watchdog = due }
    return Self.take(&due, every: watchdogEvery, now)
  }

  /// Whether storage that failed should be tried again now; the delay doubles up to its bound while
  /// it keeps failing.
  mutating func takeSettle(_ now: Moment, isFailing: Bool) -> Bool {
    guard isFailing else {
      settle = nil
      settleDelay = ServerLimits.settleFirst
      return false
    }
    guard let due = settle else {
      settle = now.line + settleDelay.milliseconds
      return false
    }
    guard due <= now.line else { return false }
    settleDelay = min(
      ServerLimits.settleMax, TimeSpan(milliseconds: settleDelay.milliseconds * 2))
    settle = now.line + settleDelay.milliseconds
    return true
  }

  private static func take(_ due: inout Int64, every: TimeSpan, _ now: Moment) -> Bool {
    guard due <= now.line else { return false }
    due = now.line + every.milliseconds
    return true
  }
}
