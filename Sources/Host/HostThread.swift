import CLinux
import Glibc

/// A thread of the system with a name, for work that has a thread of its own.
package enum HostThread {
  /// Stack in bytes: decoding nests 64 levels deep at most, far below this.
  private static let stackBytes = 4 << 20

  private final class Start {
    let name: String
    let niceness: Int32
    let body: @Sendable () -> Void

    init(_ name: String, _ niceness: Int32, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.niceness = niceness
      self.body = body
    }
  }

  /// Starts it; `name` is at most 15 bytes (pthread_setname_np(3)). It gives way to the thread that
  /// starts it by `niceness` (nice(2)), which Linux keeps for each thread.
  package static func start(
    _ name: String, niceness: Int32 = 0, _ body: @escaping @Sendable () -> Void
  ) throws(SystemError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let start = Unmanaged.passRetained(Start(name, niceness, body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        pthread_setname_np(pthread_self(), start.name)
        HostThread.blockSignals()
        if start.niceness > 0 { nice(start.niceness) }
        start.body()
        return nil
      }, start.toOpaque())
    if failure != 0 {
      start.release()
      throw SystemError("pthread_create", code: failure)
    }
  }

  /// Signals are for the program's main thread; SIGPIPE above all, which a program that closes its
  /// input early would otherwise kill the whole process with.
  private static func blockSignals() {
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD] { sigaddset(&mask, number) }
    pthread_sigmask(SIG_BLOCK, &mask, nil)
  }
}
