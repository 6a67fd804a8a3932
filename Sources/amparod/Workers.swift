import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoServer
import AmparoStore

/// The threads beside the line: one for quick reads, one for what may take long, so that an audit
/// never holds up a terminal that wants its history. Documents are read by a thread of their own
/// and written by another, for one end of a pipe may wait for the other.
final class Workers: Sendable {
  private let quick: WorkQueue
  private let slow: WorkQueue
  private let imports: WorkQueue
  private let exports: WorkQueue
  private let backups: WorkQueue
  private let mailbox: Mailbox<Message>
  private let database: String
  private let configuration: Configuration

  /// Pieces of work that may wait on a thread; more are answered `busy`.
  private static let waitingMax = 128

  /// Documents that may wait on a thread: each may hold it for minutes, and a descriptor open.
  private static let documentsWaitingMax = 16

  /// Backups that may wait for the one being made: whoever asks for more has it twice already.
  private static let backupsWaitingMax = 2

  /// How far they give way to the line where there is a processor too few (nice(2)): an officer
  /// waits for what the first reads, and nobody at once for what the others do.
  private static let quickNiceness: Int32 = 5
  private static let slowNiceness: Int32 = 10

  init(database: String, configuration: Configuration, mailbox: Mailbox<Message>) throws {
    self.database = database
    self.configuration = configuration
    self.mailbox = mailbox
    func queue(_ name: String, _ capacity: Int, _ niceness: Int32) throws -> WorkQueue {
      try WorkQueue(name, capacity: capacity, niceness: niceness)
    }
    quick = try queue("amparo-read", Self.waitingMax, Self.quickNiceness)
    slow = try queue("amparo-work", Self.waitingMax, Self.slowNiceness)
    imports = try queue("amparo-import", Self.documentsWaitingMax, Self.slowNiceness)
    exports = try queue("amparo-export", Self.documentsWaitingMax, Self.slowNiceness)
    backups = try queue("amparo-backup", Self.backupsWaitingMax, Self.slowNiceness)
  }

  /// Takes the work over, unless too much is waiting already.
  func perform(_ work: Work, _ seat: Seat, _ descriptor: Descriptor?) -> Bool {
    let queue =
      switch work.place {
      case .quick: quick
      case .slow: slow
      case .imports: imports
      case .exports: exports
      case .backups: backups
      }
    let bench = Workbench(database: database, descriptor: descriptor)
    return queue.add { [mailbox] in
      let start = Clock.monotonicNanoseconds()
      let result = bench.perform(work)
      Self.deliver(
        .finished(
          work, seat, result, nanoseconds: Clock.monotonicNanoseconds() - start), to: mailbox)
    }
  }

  /// How much waits on each thread.
  var queues: [(name: String, waiting: Int)] {
    [
      ("read", quick.count), ("work", slow.count), ("import", imports.count),
      ("export", exports.count), ("backup", backups.count),
    ]
  }

  func discard(_ discarded: Discarded) {
    // If there is no room for this either, the line lets go of it.
    _ = slow.add { _ = discarded.take() }
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
    let isTaken = slow.add { [mailbox, old = configuration] in
      let loaded = ConfigurationLoader.load(path)
      let reloaded =
        loaded.configuration.map { configuration in
          Reloaded.settings(
            configuration.escalation, configuration.language, configuration.serverLimits,
            configuration.identify, untaken: old.untaken(of: configuration))
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
      SystemLog.line(
        .error, "the line did not take a result; its mailbox is full",
        id: LogMessage.lineFull.rawValue)
    }
  }
}

extension Work {
  fileprivate enum Place { case quick, slow, imports, exports, backups }

  fileprivate var place: Place {
    switch self {
    case .listAlerts, .history, .replay, .showRota, .checkRota: .quick
    case .readDirectory: .imports
    case .exportDirectory, .exportLooks: .exports
    case .backUp: .backups
    case .verify, .listCases, .listFollowUps, .survey, .listLooks, .findErasable, .listChanges,
      .report:
      .slow
    }
  }
}
