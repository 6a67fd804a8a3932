import CLinux
import Glibc

/// A mutex of pthread_mutex_lock(3p); Thread Sanitizer understands it, which it does not of the
/// standard library's.
package final class Lock: @unchecked Sendable {
  // Unchecked: the mutex is made to be shared, and its address never changes.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  /// Made unlocked. Whoever holds it while the line waits for it has the line's precedence until it
  /// lets go (PTHREAD_PRIO_INHERIT of pthread_mutexattr_setprotocol(3p)).
  package init() {
    var attributes = pthread_mutexattr_t()
    pthread_mutexattr_init(&attributes)
    defer { pthread_mutexattr_destroy(&attributes) }
    pthread_mutexattr_setprotocol(&attributes, Int32(PTHREAD_PRIO_INHERIT))
    // A kernel may lack it.
    guard pthread_mutex_init(mutex, &attributes) != 0 else { return }
    let failure = pthread_mutex_init(mutex, nil)
    precondition(failure == 0, "pthread_mutex_init cannot fail with default attributes")
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Calls `body` while no other thread is in a `body` of this lock. It must not be entered twice.
  package func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }
}
