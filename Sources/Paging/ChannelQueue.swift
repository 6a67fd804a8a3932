import AmparoCore
import AmparoHost

/// The pages a channel has taken and not handed over yet: the most urgent first, each handed over
/// on a thread of the channel's own, so that a hung one delays no other.
final class ChannelQueue: @unchecked Sendable {
  // Unchecked: `waiting`, `inHand` and `next` are touched only under `lock`.
  private let lock = Lock()
  private var waiting: [PageTask] = []
  /// Pages that are being handed over, and whether they were withdrawn meanwhile.
  private var inHand: [PageID: Bool] = [:]
  private let workers: [WorkQueue]
  private var next = 0

  /// Pages that may wait: a whole unit paged by all its alerts at once; more is a failed delivery,
  /// told at once, not a longer queue.
  private static let capacity = 1024

  /// `threads` pages are handed over at a time.
  init(_ name: String, threads: Int) throws(SystemError) {
    var workers: [WorkQueue] = []
    for _ in 0..<threads {
      workers.append(try WorkQueue("page-\(name.prefix(10))", capacity: Self.capacity))
    }
    self.workers = workers
  }

  /// Takes the page, to be handed over by `deliver` in its turn; false when the queue is full.
  func add(_ task: PageTask, deliver: @escaping @Sendable (PageTask) -> Void) -> Bool {
    let worker: WorkQueue? = lock.withLock {
      guard waiting.count < Self.capacity else { return nil }
      let index = waiting.firstIndex { $0.priority > task.priority } ?? waiting.endIndex
      waiting.insert(task, at: index)
      next = (next + 1) % workers.count
      return workers[next]
    }
    let isTaken =
      worker?.add { [self] in
        guard let task = take() else { return }
        deliver(task)
        lock.withLock { inHand[task.page] = nil }
      } ?? false
    // Told as failed, it must not go out after all once there is room again.
    if !isTaken { withdraw(task.page) }
    return isTaken
  }

  private func take() -> PageTask? {
    lock.withLock {
      guard !waiting.isEmpty else { return nil }
      let task = waiting.removeFirst()
      inHand[task.page] = false
      return task
    }
  }

  /// Takes back a page that has not been handed over; whoever is about it asks ``isWithdrawn(_:)``.
  func withdraw(_ page: PageID) {
    lock.withLock {
      waiting.removeAll { $0.page == page }
      if inHand[page] != nil { inHand[page] = true }
    }
  }

  /// Whether a page was withdrawn while it is being handed over.
  func isWithdrawn(_ page: PageID) -> Bool { lock.withLock { inHand[page] == true } }
}
