import CLinux
import Glibc

/// A thread that does one piece of work after another, from a bounded queue.
package final class WorkQueue: @unchecked Sendable {
  // Unchecked: `waiting` is touched only under `mutex`.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let added = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [@Sendable () -> Void] = []
  private let capacity: Int

  /// `name` is the thread's, at most 15 bytes; by `niceness` it gives way to whoever starts it.
  package init(_ name: String, capacity: Int, niceness: Int32 = 0) throws(SystemError) {
    self.capacity = capacity
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(added, nil)
    // The thread lives as long as the process, and the queue with it.
    try HostThread.start(name, niceness: niceness) { [self] in run() }
  }

  /// Adds work to the end; false when the queue is full.
  package func add(_ work: @escaping @Sendable () -> Void) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard waiting.count < capacity else { return false }
    waiting.append(work)
    pthread_cond_signal(added)
    return true
  }

  /// How much waits.
  package var count: Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return waiting.count
  }

  private func run() {
    while true { next()() }
  }

  private func next() -> @Sendable () -> Void {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while waiting.isEmpty { pthread_cond_wait(added, mutex) }
    return waiting.removeFirst()
  }
}
