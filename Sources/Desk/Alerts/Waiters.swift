import AmparoCore
import AmparoWire

/// Long polls of the gateway's dial loop: each waits until its alert leaves the step it named, or
/// somebody else is to be rung within it.
struct Waiters {
  struct Waiter {
    var seat: Seat
    var id: RequestID
    /// Whoever waits for the end of a drill rings nobody.
    var isGateway: Bool
    var alert: AlertID
    var step: Int
    var round: Int
    var state: AlertState
    /// The newest telephone page, 0 for none: a person may choose an officer within a step.
    var newestRing: Int64
    /// On the line's clock.
    var until: Int64
  }

  private var waiting: [AlertID: [Waiter]] = [:]
  private(set) var count = 0

  /// The soonest end of a wait, on the line's clock.
  private(set) var nextEnd: Int64?

  mutating func add(_ waiter: Waiter) {
    waiting[waiter.alert, default: []].append(waiter)
    count += 1
    nextEnd = min(nextEnd ?? waiter.until, waiter.until)
  }

  /// Takes out those that `isOver` says are over, of these alerts only.
  mutating func take(of alerts: [AlertID], where isOver: (Waiter) -> Bool) -> [Waiter] {
    guard count > 0 else { return [] }
    var over: [Waiter] = []
    for id in alerts {
      guard let waiters = waiting[id] else { continue }
      over += waiters.filter(isOver)
      let left = waiters.filter { !isOver($0) }
      waiting[id] = left.isEmpty ? nil : left
    }
    count -= over.count
    return over
  }

  /// Takes out those whose time is up.
  mutating func takeEnded(at line: Int64) -> [Waiter] {
    guard let end = nextEnd, end <= line else { return [] }
    let over = take(of: Array(waiting.keys)) { $0.until <= line }
    nextEnd = waiting.values.joined().map(\.until).min()
    return over
  }

  mutating func remove(_ connection: ConnectionID) {
    guard count > 0 else { return }
    _ = take(of: Array(waiting.keys)) { $0.seat.connection == connection }
  }
}
