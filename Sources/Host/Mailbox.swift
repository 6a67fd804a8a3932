import CLinux
import Glibc

/// What other threads hand to the line: a bounded queue that wakes an event loop.
package final class Mailbox<Message: Sendable>: @unchecked Sendable {
  // Unchecked: `messages` is touched only under `lock`.

  /// Readable (eventfd(2)) exactly while messages wait.
  package let descriptor: Descriptor
  private let capacity: Int
  private let lock = Lock()
  private var messages: [Message] = []

  /// Holds `capacity` messages at most.
  package init(capacity: Int) throws(SystemError) {
    self.capacity = capacity
    descriptor = Descriptor(
      try check("eventfd") { eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)) })
  }

  /// Hands a message over, from any thread; false when the queue is full.
  @discardableResult
  package func post(_ message: Message) -> Bool {
    lock.withLock {
      guard messages.count < capacity else { return false }
      messages.append(message)
      // Under the lock: told after it, the news of a message that is already taken would leave
      // the descriptor readable for ever, and the loop awake. Once is enough for all that wait.
      if messages.count == 1 {
        var one: UInt64 = 1
        write(descriptor.raw, &one, MemoryLayout<UInt64>.size)
      }
      return true
    }
  }

  /// How many messages wait.
  package var count: Int { lock.withLock { messages.count } }

  /// Takes the oldest messages, in the order they were posted, `max` at most. While more wait the
  /// descriptor stays readable.
  package func drain(max: Int = .max) -> [Message] {
    lock.withLock {
      guard messages.count > max else {
        if messages.isEmpty { return [] }
        var count: UInt64 = 0
        read(descriptor.raw, &count, MemoryLayout<UInt64>.size)
        defer { messages = [] }
        return messages
      }
      defer { messages.removeFirst(max) }
      return Array(messages.prefix(max))
    }
  }
}
