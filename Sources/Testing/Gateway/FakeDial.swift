import AmparoHost
import Glibc

/// One Dial: legs ring at the same time, each on a thread of its own, until one is taken, all have
/// failed, or the time is up.
final class FakeDial: @unchecked Sendable {
  // Unchecked: `winner` and `left` are touched only under `lock`; the rest never changes.
  private let lock = Lock()
  private var winner: String?
  private var left: Int
  private let end: Int64

  init(legs: Int, seconds: Int64) {
    left = legs
    end = Clock.monotonicNanoseconds() + seconds * 1_000_000_000
  }

  /// The number that was connected; the first that accepted.
  var connected: String? { lock.withLock { winner } }

  /// Whether a telephone that rings must stop.
  var isOver: Bool {
    lock.withLock { winner != nil } || Clock.monotonicNanoseconds() >= end
  }

  /// A leg's end.
  func finish(_ number: String, accepted: Bool) {
    lock.withLock {
      if accepted && winner == nil { winner = number }
      left -= 1
    }
  }

  /// Waits for every leg's end; each has one, for ringing ends with the time.
  func join() {
    while lock.withLock({ left > 0 }) { usleep(2000) }
  }

  /// Rings until it is over.
  func ring() {
    while !isOver { usleep(2000) }
  }
}
