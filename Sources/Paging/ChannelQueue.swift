import AmparoCore
import AmparoHost

/// The pages a channel has taken and not handed over yet: the most urgent first, each handed over
/// on a thread of the channel's own, so that a hung one delays no other.
final class ChannelQueue: @unchecked Sendable {
  // Unchecked: `waiting`, `inHand` and `next` are touched only under `lock`.
  private let lock = Lock()
  private var waiting: [PageTask] = []
  /// Pages that are being handed over, and whether each has been withdrawn meanwhile.
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

  /// Takes the page, to be handed over by `deliver` in its turn; false when the queue is full. Where
  /// it was withdrawn while `deliver` was at it, `takeBack` is called afterwards.
  func add(
    _ task: PageTask, deliver: @escaping @Sendable (PageTask) -> Void,
    takeBack: @escaping @Sendable (PageID) -> Void = { _ in }
  ) -> Bool {
    let worker: WorkQueue? = lock.withLock {
      guard waiting.count < Self.capacity else { return nil }
      let index = waiting.firstIndex { $0.priority > task.priority } ?? waiting.endIndex
      waiting.insert(task, at: index)
      next = (next + 1) % workers.count
      return workers[next]
    }
    return worker?.add { [self] in
      guard let task = take() else { return }
      deliver(task)
      if letGo(task.page) { takeBack(task.page) }
    } ?? false
  }

  private func take() -> PageTask? {
    lock.withLock {
      guard !waiting.isEmpty else { return nil }
      let task = waiting.removeFirst()
      inHand[task.page] = false
      return task
    }
  }

  private func letGo(_ page: PageID) -> Bool {
    lock.withLock { inHand.removeValue(forKey: page) ?? false }
  }

  /// Whether the page that is being handed over was withdrawn: it is not tried again.
  func isWithdrawn(_ page: PageID) -> Bool { lock.withLock { inHand[page] ?? false } }

  /// Takes back a page that has not been handed over; one that is being so is marked.
  func withdraw(_ page: PageID) {
    lock.withLock {
      waiting.removeAll { $0.page == page }
      if inHand[page] != nil { inHand[page] = true }
    }
  }
}
