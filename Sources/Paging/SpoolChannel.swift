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
  }

  package func send(_ task: PageTask) -> Bool {
    queue.add(task) { [self] in deliver($0) }
  }

  package func withdraw(_ page: PageID) {
    queue.withdraw(page)
    follower.forget(page)
    spool.withdraw(page)
  }

  package func drillCall(failed: @escaping @Sendable (String) -> Void) -> Bool {
    do {
      return try spool.putDrillCall()
    } catch {
      failed(error.description)
      return true
    }
  }

  private func deliver(_ task: PageTask) {
    var pause = Self.firstPauseMilliseconds
    for attempt in 1...Self.tries {
      do {
        try spool.put(task)
        return follower.follow(task.page)
      } catch {
        guard error.mayPass && attempt < Self.tries else {
          return report(
            PageReport(page: task.page, state: .failed, detail: error.description))
        }
        poll(nil, 0, pause)
        pause *= 2
      }
    }
  }
}
