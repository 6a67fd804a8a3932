import AmparoCore
import AmparoHost
import Glibc

/// Looks after files that were put into a spool until it is known what became of them. It looks
/// only while there are any, so an idle daemon is not woken.
final class SpoolFollower: @unchecked Sendable {
  // Unchecked: `followed` and `isLooking` are touched only under `lock`.
  private let lock = Lock()
  private var followed: [PageID: Followed] = [:]
  private var isLooking = false
  private let thread: WorkQueue
  private let spool: any Spool
  private let report: PageReporting

  private struct Followed {
    /// Monotonic nanoseconds.
    var since: Int64
    /// How often it was found nowhere: once may be the moment of a move.
    var misses = 0
    /// Whether it was told that the other program has it.
    var isTaken = false
  }

  /// Between two looks: a tenth of what counts as late.
  private static let everyMilliseconds: Int32 = 200

  /// How long a file is followed at most: longer than any call that it starts.
  private static let followMax = TimeSpan.minutes(30)

  /// Files followed at a time; further ones are left to the steps' own deadlines.
  private static let filesMax = 4096

  private static let missesMax = 3

  init(_ name: String, _ spool: any Spool, report: @escaping PageReporting) throws(SystemError) {
    self.spool = spool
    self.report = report
    thread = try WorkQueue("look-\(name.prefix(10))", capacity: 2)
  }

  func follow(_ page: PageID) {
    lock.withLock {
      guard followed.count < Self.filesMax else { return }
      followed[page] = Followed(since: Clock.monotonicNanoseconds())
      guard !isLooking else { return }
      isLooking = thread.add { [self] in look() }
    }
  }

  func forget(_ page: PageID) { lock.withLock { followed[page] = nil } }

  private func look() {
    while true {
      let pages = lock.withLock {
        isLooking = !followed.isEmpty
        return followed
      }
      guard !pages.isEmpty else { return }
      for (page, item) in pages { look(after: page, item) }
      poll(nil, 0, Self.everyMilliseconds)
    }
  }

  private func look(after page: PageID, _ item: Followed) {
    let age = (Clock.monotonicNanoseconds() - item.since) / 1_000_000
    switch spool.outcome(of: page) {
    case .waiting:
      guard age > spool.takenWithin.milliseconds else { return }
      end(page, .failed, "it was not taken from the spool within \(spool.takenWithin)")
      spool.withdraw(page)
    case .taken:
      if !item.isTaken { tellTaken(page) }
      if age > Self.followMax.milliseconds { forget(page) }
    case .gone:
      let isLost = lock.withLock {
        followed[page]?.misses += 1
        return (followed[page]?.misses ?? 0) >= Self.missesMax
      }
      if isLost { end(page, .failed, "it was thrown away unread; look at the spool's rights") }
    case .ended(let state, let detail): end(page, state, detail)
    }
  }

  /// That a file lies in the spool says nothing of the other program; that it moves does.
  private func tellTaken(_ page: PageID) {
    let isFollowed = lock.withLock {
      followed[page]?.isTaken = true
      return followed[page] != nil
    }
    if isFollowed { report(PageReport(page: page, state: .owed)) }
  }

  /// Reports once; a page that was withdrawn meanwhile is not reported.
  private func end(_ page: PageID, _ state: PageState, _ detail: String?) {
    let isFollowed = lock.withLock { followed.removeValue(forKey: page) != nil }
    if isFollowed { report(PageReport(page: page, state: state, detail: detail)) }
  }
}
