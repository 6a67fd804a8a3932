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
    while workOnce() {}
  }

  /// Works on the next part; false where none is left to begin.
  func workOnce() -> Bool {
    guard let index = begin() else { return false }
    let result = body(parts[index])
    pthread_mutex_lock(mutex)
    made[index] = result
    pthread_cond_signal(finished)
    pthread_mutex_unlock(mutex)
    return true
  }

  private func begin() -> Int? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard next < parts.count else { return nil }
    next += 1
    return next - 1
  }

  /// Whether the part at that place is done.
  func isMade(_ index: Int) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return made[index] != nil
  }

  /// Waits for whoever works on that part, and gives it out once.
  func take(_ index: Int) -> Made {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = made.removeValue(forKey: index) { return result }
      pthread_cond_wait(finished, mutex)
    }
  }
}
