import CLinux
import Glibc

/// One timer on the monotonic clock (timerfd_create(2)): steps of the wall clock do not move it.
package final class Timer {
  /// Readable once the time has come, until it is acknowledged.
  package let descriptor: Descriptor
  private var armedAt: Int64?

  /// Made disarmed.
  package init() throws(SystemError) {
    descriptor = Descriptor(
      try check("timerfd_create") {
        timerfd_create(CLOCK_MONOTONIC, Int32(TFD_NONBLOCK | TFD_CLOEXEC))
      })
  }

  /// Goes off at that time of the monotonic clock, at once if it has passed.
  package func arm(atMonotonicNanoseconds at: Int64) throws(SystemError) {
    guard at != armedAt else { return }
    var spec = itimerspec()
    // A time of zero would disarm it.
    let at = max(1, at)
    spec.it_value.tv_sec = Int(at / 1_000_000_000)
    spec.it_value.tv_nsec = Int(at % 1_000_000_000)
    try check("timerfd_settime") {
      timerfd_settime(descriptor.raw, Int32(TFD_TIMER_ABSTIME), &spec, nil)
    }
    armedAt = at
  }

  /// Takes note that it went off.
  package func acknowledge() {
    var count: UInt64 = 0
    read(descriptor.raw, &count, MemoryLayout<UInt64>.size)
    armedAt = nil
  }
}
