import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoPaging
import AmparoServer

/// The channels of the configuration by their names.
final class PagingDesk {
  private let channels: [String: any Channel]
  private let report: PageReporting
  private let drillFailed: @Sendable (String) -> Void

  init(_ settings: [String: ChannelSettings], mailbox: Mailbox<Message>) throws {
    let report: PageReporting = { report in
      if !mailbox.post(.report(report)) {
        SystemLog.line(
          .error, "the line did not take a page's outcome; its mailbox is full",
          id: LogMessage.lineFull.rawValue)
      }
    }
    var channels: [String: any Channel] = [:]
    for (name, setting) in settings {
      channels[name] = try Self.channel(name, setting, report: report)
    }
    self.channels = channels
    self.report = report
    drillFailed = { why in
      if !mailbox.post(.drillCallFailed(why)) {
        SystemLog.line(
          .error, "the line did not take a drill's failure; its mailbox is full",
          id: LogMessage.lineFull.rawValue)
      }
    }
  }

  private static func channel(
    _ name: String, _ setting: ChannelSettings, report: @escaping PageReporting
  ) throws -> (any Channel)? {
    switch setting {
    case .asteriskSpool(let outgoing, let context, let dial, let drill):
      let spool = AsteriskSpool(
        outgoing: outgoing, context: context, dial: dial,
        drill: drill ?? AsteriskSpool.defaultDrill)
      return try SpoolChannel(name, spool, report: report)
    case .smstoolsSpool(let outgoing):
      return try SpoolChannel(name, SMSSpool(outgoing: outgoing), report: report)
    case .exec(let command, let timeout, let tries):
      let options = ExecOptions(command: command, timeout: timeout, tries: tries)
      return try ExecChannel(name, options, report: report)
    case .worker: return nil
    }
  }

  /// Hands a page to its channel; one that is not there, or full, has failed to deliver it.
  func send(_ task: PageTask) {
    guard let channel = channels[task.channel] else {
      return fail(task, "there is no channel of that name; restart after a change of channels")
    }
    if !channel.send(task) { fail(task, "the channel has too many pages waiting") }
  }

  private func fail(_ task: PageTask, _ detail: String) {
    report(PageReport(page: task.page, state: .failed, detail: detail))
  }

  func withdraw(_ page: PageID, _ channel: String) { channels[channel]?.withdraw(page) }

  /// Has the channel call the line itself, as a drill.
  func drillCall(_ channel: String) {
    if channels[channel]?.drillCall(failed: drillFailed) != true {
      drillFailed("channel \(channel) makes no calls; it is of another kind")
    }
  }
}
