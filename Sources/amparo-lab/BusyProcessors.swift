import AmparoHost
import Glibc

/// Threads that keep every processor busy, as a backup, an indexer or a virus scanner may.
final class BusyProcessors: @unchecked Sendable {
  // Unchecked: `isOver` is touched only under `lock`.
  private let lock = Lock()
  private var isOver = false

  /// How long they work without looking whether it is over.
  private static let spellNanoseconds: Int64 = 1_000_000

  init() throws {
    for _ in 0..<sysconf(Int32(_SC_NPROCESSORS_ONLN)) {
      try HostThread.start("busy") { [self] in
        while !lock.withLock({ isOver }) {
          let end = Clock.monotonicNanoseconds() + Self.spellNanoseconds
          while Clock.monotonicNanoseconds() < end {}
        }
      }
    }
  }

  func stop() { lock.withLock { isOver = true } }
}
