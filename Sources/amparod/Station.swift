import AmparoConfig
import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoServer
import AmparoStore
import AmparoWire
import Glibc

/// The parts of the running daemon and how they are joined.
final class Station {
  private let options: Options
  private let inherited: ListeningSocket?
  private let configuration: Configuration
  private let clock = StartClock()
  private let signals: Signals
  private let mailbox: Mailbox<Message>
  /// Held for as long as the daemon lives.
  private let exclusion: ProcessExclusion
  private let journal: SQLiteJournal
  private let checkpointer: Checkpointer
  private let ballast: Ballast
  private let workers: Workers
  private let paging: PagingDesk

  /// Messages that other threads may have waiting: every page report of a full unit many times
  /// over; a worker that finds it full drops a report, which a page's own step outlasts.
  private static let mailboxMessages = 65_536

  init(_ options: Options) throws {
    self.options = options
    // Before any thread is started, for it changes the environment.
    inherited = try ListeningSocket.inherited()
    configuration = try Self.load(options)
    signals = try Signals()
    mailbox = try Mailbox(capacity: Self.mailboxMessages)
    let database = options.database ?? configuration.database
    try StandbyMark.check(database)
    if let warning = Self.networkWarning(database) { Self.tell(.warning, warning) }
    exclusion = try ProcessExclusion(database: database)
    Self.clearDraft(of: database)
    ballast = Ballast(database: database)
    journal = try Self.openJournal(database, ballast)
    checkpointer = Checkpointer(journal)
    workers = try Workers(database: database, configuration: configuration, mailbox: mailbox)
    paging = try PagingDesk(configuration.channels, mailbox: mailbox)
  }

  /// Takes away what a kill left of a backup, since it takes room. A disk that will not have even
  /// that must not stop a page that a restart owes.
  private static func clearDraft(of database: String) {
    do throws(FileError) {
      try Files.remove(Workbench.draft(of: database))
    } catch {
      SystemLog.line(
        .warning, "the draft of a backup is left where it lies: \(error)",
        id: LogMessage.backup.rawValue)
    }
  }

  /// A full disk can keep a database from being opened at all; the ballast makes room for that.
  /// Where it cannot be opened whatever is done, the line begins with what can be read of it: a
  /// broken disk must not stop a page that a restart owes.
  private static func openJournal(
    _ path: String, _ ballast: Ballast
  ) throws(StoreError) -> SQLiteJournal {
    do throws(StoreError) {
      return try SQLiteJournal(path: path)
    } catch {
      guard ballast.release() else {
        return try salvage(path, error)
      }
    }
    do throws(StoreError) {
      return try SQLiteJournal(path: path)
    } catch {
      return try salvage(path, error)
    }
  }

  private static func salvage(
    _ path: String, _ refusal: StoreError
  ) throws(StoreError) -> SQLiteJournal {
    let journal = try SQLiteJournal(salvaging: path, after: refusal)
    SystemLog.line(
      .critical,
      "the database cannot be used, the line goes on with what was read of it: \(refusal)",
      id: LogMessage.storage.rawValue)
    return journal
  }

  /// SQLite's write-ahead log wants shared memory and locks that hold (sqlite.org/wal.html), and a
  /// commit is safe only on a disk that this machine syncs itself.
  static func networkWarning(_ database: String) -> String? {
    FileSystem.networkKind(of: database).map { kind in
      "the database \(database) lies on a file system of another machine (\(kind)), where what was "
        + "accepted may be lost; use a local disk"
    }
  }

  private static func load(_ options: Options) throws -> Configuration {
    let loaded = ConfigurationLoader.load(options.configuration)
    for warning in loaded.warnings { Self.tell(.warning, "\(warning)") }
    for fault in loaded.faults { Self.tell(.error, "\(fault)") }
    guard let configuration = loaded.configuration else {
      throw StartError("the configuration has \(loaded.faults.count) faults; nothing was started")
    }
    return configuration
  }

  private static func tell(_ priority: SystemLog.Priority, _ text: String) {
    SystemLog.line(priority, text, id: LogMessage.configuration.rawValue)
  }

  /// Serves until it is told to stop; the program's status.
  func run() throws -> Int32 {
    let listener =
      try inherited
      ?? ListeningSocket.bind(path: options.socket ?? configuration.socket)
    let recovery = Recovery(
      journal: journal, settings: configuration.escalation, language: configuration.language,
      version: Version.text, zone: SystemZone.rules,
      map: { HostThread.map($0, name: "amparo-start", $1) },
      replayMap: { HostThread.map($0, name: "amparo-start", $1, take: $2) }, entropy: Entropy.next)
    let desk = recovery.desk(at: clock.now())
    takeUpBackups(desk)
    let server = try Server(
      listener: listener, signals: signals, mailbox: mailbox, desk: desk,
      services: services, manager: ServiceManager(),
      limits: configuration.serverLimits, identify: configuration.identify, clock: clock)
    // All that is started by now stays ordinary; what the line starts itself will be.
    if !Precedence.takeRealTime() { Self.tellOrdinary() }
    try server.run()
    listener.close()
    return close(desk.state)
  }

  /// No part of health: it costs milliseconds, and only while the machine is busy.
  private static func tellOrdinary() {
    SystemLog.line(
      .notice, "the line has no real-time priority, and may wait for a processor on a busy machine",
      id: LogMessage.precedence.rawValue)
  }

  private func close(_ state: LineState) -> Int32 {
    do {
      try journal.close(
        last: LastNumbers(alert: state.lastAlert, page: state.lastPage, stream: state.lastStream))
    } catch {
      SystemLog.line(
        .critical, "stopped, and what was owed could not be stored: \(error.message)",
        id: LogMessage.storage.rawValue)
      return 1
    }
    SystemLog.line(
      .notice, "stopped; all that was accepted is stored", id: LogMessage.stopped.rawValue)
    return 0
  }

  /// A ledger that cannot be read has told so already, in health.
  private func takeUpBackups(_ desk: Desk) {
    do {
      let backups = try journal.backupTimes()
      desk.takeUpBackups(last: backups.last, since: backups.since)
    } catch {
      desk.takeUpBackups(last: nil, since: nil)
    }
  }

  private var services: Services {
    Services(
      perform: { [workers] work, seat, descriptor in
        workers.perform(work, seat, descriptor)
      },
      discard: { [workers] directory in workers.discard(directory) },
      send: { [paging] task in paging.send(task) },
      withdraw: { [paging] page, channel in paging.withdraw(page, channel) },
      drillCall: { [paging] channel in paging.drillCall(channel) },
      reload: { [workers, options] seat in workers.reload(options.configuration, seat) },
      tend: { [checkpointer, workers] in
        if checkpointer.tend(nanoseconds: Clock.monotonicNanoseconds()) {
          workers.checkpoint(checkpointer)
        }
        return checkpointer.isBulkUnderWay
      },
      checkpointed: { [checkpointer] in checkpointer.bulkIsDone() },
      makeRoom: { [ballast] in ballast.release() },
      keepRoom: { [ballast] in ballast.make() },
      queues: { [workers] in workers.queues },
      chainHead: { [journal] in journal.head })
  }
}
