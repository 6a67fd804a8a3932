import CLinux
import Glibc

/// The system's clocks.
package enum Clock {
  /// CLOCK_MONOTONIC of clock_gettime(2): never stepped; stands still while the machine sleeps.
  package static func monotonicNanoseconds() -> Int64 {
    read(CLOCK_MONOTONIC)
  }

  /// CLOCK_REALTIME: what people's clocks show; may be stepped.
  package static func wallMilliseconds() -> Int64 {
    read(CLOCK_REALTIME) / 1_000_000
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
