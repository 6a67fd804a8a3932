import CLinux
import Glibc

/// Where log lines go: takes a line when there is room, and counts it as lost when there is none.
final class LogOutput: @unchecked Sendable {
  // Unchecked: `lost` is touched only under `lock`.
  private let raw: Int32
  private let lock = Lock()
  private var lost = 0

  init(_ raw: Int32) { self.raw = raw }

  /// Writes the line that `make` returns, which is told how many were lost since the last one.
  func write(_ make: (_ lost: Int) -> [UInt8]) {
    lock.withLock {
      var entry = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0)
      guard poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLOUT) != 0 else {
        lost += 1
        return
      }
      let line = make(lost)
      lost = Glibc.write(raw, line, line.count) == line.count ? 0 : lost + 1
    }
  }
}
