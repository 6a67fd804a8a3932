import AmparoCore
import AmparoHost

/// Hands each page over as a file in another program's spool directory. A page in the spool is not
/// delivered yet: it stays owed until its step ends or a gateway says more.
package final class SpoolChannel: Channel {
  private let spool: any Spool
  private let queue: ChannelQueue
  private let report: PageReporting

  package init(_ name: String, _ spool: some Spool, report: @escaping PageReporting)
    throws(SystemError)
  {
    self.spool = spool
    self.report = report
    queue = try ChannelQueue(name, threads: 1)
  }

  package func send(_ task: PageTask) -> Bool {
    queue.add(task) { [self] in deliver($0) }
  }

  package func withdraw(_ page: PageID) {
    queue.withdraw(page)
    spool.withdraw(page)
  }

  private func deliver(_ task: PageTask) {
    do {
      try spool.put(task)
    } catch {
      report(PageReport(page: task.page, state: .failed, detail: error.description))
    }
  }
}
