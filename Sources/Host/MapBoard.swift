import Glibc

/// The parts of one call, and what has been made of them.
final class MapBoard<Part: Sendable, Made: Sendable>: @unchecked Sendable {
  // Unchecked: everything that changes is touched only under `mutex`.
  private let parts: [Part]
  private let body: @Sendable (Part) -> Made
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let finished = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var next = 0
  private var made: [Int: Made] = [:]

  init(_ parts: [Part], _ body: @escaping @Sendable (Part) -> Made) {
    self.parts = parts
    self.body = body
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(finished, nil)
  }

  deinit {
    pthread_cond_destroy(finished)
    pthread_mutex_destroy(mutex)
    finished.deallocate()
    mutex.deallocate()
  }

  /// Works on one part after another, until none is left to begin.
  func work() {
    while let index = take() {
      let result = body(parts[index])
      pthread_mutex_lock(mutex)
      made[index] = result
      if made.count == parts.count { pthread_cond_signal(finished) }
      pthread_mutex_unlock(mutex)
    }
  }

  private func take() -> Int? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard next < parts.count else { return nil }
    next += 1
    return next - 1
  }

  /// Waits for those who still work, and gives out everything once.
  func results() -> [Made] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while made.count < parts.count { pthread_cond_wait(finished, mutex) }
    defer { made = [:] }
    return parts.indices.compactMap { made[$0] }
  }
}
