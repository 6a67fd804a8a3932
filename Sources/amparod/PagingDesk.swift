import AmparoConfig
import AmparoCore
import AmparoHost
import AmparoServer

/// The channels of the configuration by their names.
final class PagingDesk {
  private let mailbox: Mailbox<Message>

  init(_ channels: [String: ChannelSettings], mailbox: Mailbox<Message>) {
    self.mailbox = mailbox
  }

  func send(_ task: PageTask) {
    mailbox.post(
      .report(PageReport(page: task.page, state: .failed, detail: "channel not built yet")))
  }

  func withdraw(_ page: PageID, _ channel: String) {}
  func stop() {}
}
