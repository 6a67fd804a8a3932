import CLinux
import Glibc

extension Descriptor {
  /// Waits until the descriptor can be read or written, has hung up or is in error (poll(2)); false
  /// when that time of the monotonic clock, in nanoseconds, came first. With no time it waits for
  /// ever. A time that has passed makes it look once, without waiting.
  package func wait(for interest: Interest, until end: Int64?) throws(SystemError) -> Bool {
    var entry = pollfd(fd: raw, events: 0, revents: 0)
    if interest.contains(.read) { entry.events |= Int16(POLLIN) }
    if interest.contains(.write) { entry.events |= Int16(POLLOUT) }
    while true {
      let left = end.map { $0 - Clock.monotonicNanoseconds() }
      let count = poll(&entry, 1, Self.pollMilliseconds(left))
      if count > 0 { return true }
      if count < 0 {
        let failure = SystemError("poll")
        if failure.code != EINTR { throw failure }
      } else if let left, left <= Self.pollNanosecondsMax {
        return false
      }
    }
  }

  /// The longest single poll, an hour: the interval of poll(2) is an Int32 of milliseconds, which a
  /// far deadline would not fit.
  private static let pollNanosecondsMax: Int64 = 3_600_000_000_000

  /// Rounded up, so that a wait never ends before its time; -1 is for ever.
  private static func pollMilliseconds(_ nanoseconds: Int64?) -> Int32 {
    guard let nanoseconds else { return -1 }
    let bounded = min(max(0, nanoseconds), pollNanosecondsMax)
    return Int32((bounded + 999_999) / 1_000_000)
  }
}
