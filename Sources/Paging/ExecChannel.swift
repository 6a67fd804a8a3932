import AmparoCore
import AmparoHost
import Glibc

/// Hands each page to a program: the page as JSON on standard input, its exit status and first line
/// as the result. No shell; what it has started ends with it, even in a session of its own.
package final class ExecChannel: Channel {
  private let options: ExecOptions
  private let queue: ChannelQueue
  private let report: PageReporting

  /// Runs at a time: one that hangs to its limit leaves the others free.
  private static let runsAtOnce = 8

  /// Between tries, doubled each time: time for a modem to come back.
  private static let firstPauseMilliseconds: Int32 = 500

  package init(_ name: String, _ options: ExecOptions, report: @escaping PageReporting)
    throws(SystemError)
  {
    self.options = options
    self.report = report
    queue = try ChannelQueue(name, threads: Self.runsAtOnce)
  }

  package func send(_ task: PageTask) -> Bool {
    queue.add(task) { [self] in deliver($0) }
  }

  package func withdraw(_ page: PageID) { queue.withdraw(page) }

  package func drillCall(failed: @escaping @Sendable (String) -> Void) -> Bool { false }

  private func deliver(_ task: PageTask) {
    var pause = Self.firstPauseMilliseconds
    var detail = ""
    for attempt in 1...options.tries {
      let outcome = ProgramRun(options, input: Self.input(task)).run()
      detail = outcome.detail
      if outcome.isSuccess {
        return report(PageReport(page: task.page, state: .delivered, detail: detail))
      }
      if attempt < options.tries {
        poll(nil, 0, pause)
        pause *= 2
        if queue.isWithdrawn(task.page) { return }
      }
    }
    report(PageReport(page: task.page, state: .failed, detail: detail))
  }

  private static func input(_ task: PageTask) -> [UInt8] {
    var out = JSONWriter()
    out.beginObject()
    out.member("page", task.page.rawValue)
    out.member("alert", task.alert.rawValue)
    out.member("officer", task.officer.rawValue)
    out.member("address", ifPresent: task.address)
    out.member("kind", task.kind.rawValue)
    out.member("code", task.code)
    out.member("priority", Int64(task.priority))
    out.member("ack_by", timestampIfPresent: task.ackBy)
    out.member("drill", task.isDrill)
    out.member("text", task.text)
    out.endObject()
    out.newline()
    return out.bytes
  }
}
