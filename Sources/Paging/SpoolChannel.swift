import AmparoCore
import AmparoHost
import Glibc

/// Hands each page over as a file in another program's spool directory, and reads back what becomes
/// of it. A page in the spool is not delivered yet: it stays owed until there is an outcome.
package final class SpoolChannel: Channel {
  private let spool: any Spool
  private let queue: ChannelQueue
  private let follower: SpoolFollower
  private let report: PageReporting
  /// Withdrawals and drills.
  private let errands: WorkQueue

  /// Errands that may wait: a unit's pages, all withdrawn at once.
  private static let errandsMax = 1024

  /// A directory that is full or out of reach for a moment is tried again, the pause doubled each
  /// time: within a second in all, for the page is to go another way soon if it can't go this one.
  private static let tries = 3

  /// Files written at a time: one that hangs in the file system leaves the others free.
  private static let filesAtOnce = 4

  private static let firstPauseMilliseconds: Int32 = 250

  package init(_ name: String, _ spool: some Spool, report: @escaping PageReporting)
    throws(SystemError)
  {
    self.spool = spool
    self.report = report
    queue = try ChannelQueue(name, threads: Self.filesAtOnce)
    follower = try SpoolFollower(name, spool, report: report)
    errands = try WorkQueue("take-\(name.prefix(10))", capacity: Self.errandsMax)
  }

  package func send(_ task: PageTask) -> Bool {
    queue.add(task) { [self] in deliver($0) }
  }

  /// The file is taken out by a thread of the channel's own: a file system that hangs holds up
  /// nobody else.
  package func withdraw(_ page: PageID) {
    queue.withdraw(page)
    follower.forget(page)
    if !errands.add({ [spool] in spool.withdraw(page) }) {
      SystemLog.line(.error, "page \(page) is not taken out of its spool, where too much waits")
    }
  }

  package func drillCall(failed: @escaping @Sendable (String) -> Void) -> Bool {
    guard spool.makesCalls else { return false }
    let isTaken = errands.add { [spool] in
      do {
        try spool.putDrillCall()
      } catch {
        failed("\(error)")
      }
    }
    if !isTaken { failed("the channel has too much waiting") }
    return true
  }

  private func deliver(_ task: PageTask) {
    var pause = Self.firstPauseMilliseconds
    for attempt in 1...Self.tries {
      do {
        try spool.put(task)
        follower.follow(task.page)
        // Followed first, so that a withdrawal after this look finds it.
        if queue.isWithdrawn(task.page) { withdraw(task.page) }
        return
      } catch {
        guard error.mayPass && attempt < Self.tries else {
          return report(
            PageReport(page: task.page, state: .failed, detail: error.description))
        }
        poll(nil, 0, pause)
        pause *= 2
        if queue.isWithdrawn(task.page) { return }
      }
    }
  }
}
