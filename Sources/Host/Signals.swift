import CLinux
import Glibc

/// The signals a daemon is steered by, as a descriptor (signalfd(2)). Made before any other thread,
/// so that all inherit the mask.
package final class Signals {
  /// SIGTERM and SIGINT are one wish: to stop.
  package enum Signal: Sendable { case terminate, hangUp }

  /// Readable while a signal waits.
  package let descriptor: Descriptor

  /// Blocks SIGTERM, SIGINT and SIGHUP in this thread and all it starts, and ignores SIGPIPE and
  /// SIGXFSZ, so that a lost peer or a size limit is an error to handle.
  package init() throws(SystemError) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&mask, number) }
    let failure = pthread_sigmask(SIG_BLOCK, &mask, nil)
    if failure != 0 { throw SystemError("pthread_sigmask", code: failure) }
    descriptor = Descriptor(
      try check("signalfd") {
        signalfd(-1, &mask, Int32(SFD_NONBLOCK) | Int32(SFD_CLOEXEC))
      })
  }

  /// The signals that came since it was last asked.
  package func pending() -> [Signal] {
    var found: [Signal] = []
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while read(descriptor.raw, &info, size) == size {
      found.append(Int32(info.ssi_signo) == SIGHUP ? .hangUp : .terminate)
    }
    return found
  }
}
