import AmparoHost
import Glibc

/// Waiting for the first of several descriptors.
enum Readiness {
  /// Which of them, by their places, can be read, have hung up or are in error; none when that time
  /// of the monotonic clock, in nanoseconds, came first.
  static func first(of descriptors: [Descriptor], until end: Int64) -> Set<Int> {
    var entries = descriptors.map { pollfd(fd: $0.raw, events: Int16(POLLIN), revents: 0) }
    while true {
      let left = max(0, end - Clock.monotonicNanoseconds())
      let milliseconds = Int32(clamping: (left + 999_999) / 1_000_000)
      let count = poll(&entries, nfds_t(entries.count), milliseconds)
      if count > 0 { return Set(entries.indices.filter { entries[$0].revents != 0 }) }
      if count == 0 || errno != EINTR { return [] }
    }
  }
}
