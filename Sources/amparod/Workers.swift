import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoServer
import AmparoStore

/// The threads beside the line: one for quick reads, one for what may take long, so that an audit
/// never holds up a terminal that wants its history.
final class Workers: Sendable {
  private let quick: WorkQueue
  private let slow: WorkQueue
  private let mailbox: Mailbox<Message>
  private let database: String

  /// Pieces of work that may wait on a thread; more are answered `busy`.
  private static let waitingMax = 128

  init(database: String, configuration: Configuration, mailbox: Mailbox<Message>) throws {
    self.database = database
    self.mailbox = mailbox
    quick = try WorkQueue("amparo-read", capacity: Self.waitingMax)
    slow = try WorkQueue("amparo-work", capacity: Self.waitingMax)
  }

  /// Takes the work over, unless too much is waiting already.
  func perform(_ work: Work, _ seat: Seat, _ descriptor: Descriptor?) -> Bool {
    let queue = work.isQuick ? quick : slow
    let bench = Workbench(database: database, descriptor: descriptor)
    return queue.add { [mailbox] in
      Self.deliver(.finished(work, seat, bench.perform(work)), to: mailbox)
    }
  }

  func discard(_ directory: Discarded) {
    // If there is no room for this either, the line lets go of it.
    _ = slow.add { _ = directory.take() }
  }

  func checkpoint(_ checkpointer: Checkpointer) {
    let isTaken = quick.add { [mailbox] in
      checkpointer.runBulk()
      Self.deliver(.checkpointed, to: mailbox)
    }
    if !isTaken { checkpointer.bulkIsDone() }
  }

  /// Reads the configuration file again.
  func reload(_ path: String, _ seat: Seat?) {
    let isTaken = slow.add { [mailbox] in
      let loaded = ConfigurationLoader.load(path)
      let reloaded =
        loaded.configuration.map { configuration in
          Reloaded.settings(
            configuration.escalation, configuration.language, configuration.serverLimits,
            configuration.identify)
        } ?? .faulty(loaded.faults)
      Self.deliver(.reloaded(seat, reloaded), to: mailbox)
    }
    if !isTaken {
      let fault = Fault(path: "", message: "too much other work is waiting; try again")
      mailbox.post(.reloaded(seat, .faulty([fault])))
    }
  }

  private static func deliver(_ message: Message, to mailbox: Mailbox<Message>) {
    if !mailbox.post(message) {
      SystemLog.line(.error, "the line did not take a result; its mailbox is full")
    }
  }
}

extension Work {
  fileprivate var isQuick: Bool {
    switch self {
    case .listAlerts, .history, .replay, .showRota, .checkRota: true
    case .verify, .readDirectory, .exportDirectory, .listCases, .listFollowUps, .survey,
      .listLooks, .exportLooks, .findErasable:
      false
    }
  }
}
