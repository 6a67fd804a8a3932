import AmparoCore
import AmparoHost

/// Serves a channel of the daemon by Asterisk's manager: rings officers, and stops ringing them.
///
/// It is the daemon's worker only while it is logged in at Asterisk, so that the daemon's other
/// channel takes over while Asterisk is away. What became of a call is told by the dialplan's
/// program, never by the manager: here only what was not even taken is known.
package final class ManagerWorker {
  let settings: WorkerSettings
  private let loop: EventLoop
  private let signals: Signals
  private let service: ServiceManager
  private var ready: [ReadyEvent] = []
  private var isStopping = false
  /// When the service manager wants the next sign of life.
  private var signAt: Int64?

  var manager: ManagerLink?
  /// When it is connected to again, while there is no connection.
  var managerAt: Int64 = 0
  var managerWait = Backoff(from: .milliseconds(100), to: .seconds(1))
  /// When it was logged in.
  var readySince: Int64?
  var loginsRefused = 0
  /// What was told of its absence, so that it is told once.
  var managerComplaint: String?

  var line: WorkerLine?
  var lineAt: Int64 = 0
  var lineWait = Backoff(from: .milliseconds(100), to: .seconds(2))
  var lineComplaint: String?

  private enum Token {
    static let signals: UInt64 = 1
    static let manager: UInt64 = 2
    static let line: UInt64 = 3
  }

  /// Connects to nobody yet.
  package init(
    _ settings: WorkerSettings, signals: Signals, service: ServiceManager
  ) throws(SystemError) {
    self.settings = settings
    self.signals = signals
    self.service = service
    loop = try EventLoop()
    signAt = service.watchdogMilliseconds == nil ? nil : 0
    try loop.add(signals.descriptor, .read, token: Token.signals)
  }

  /// In milliseconds of the monotonic clock.
  static var now: Int64 { Clock.monotonicNanoseconds() / 1_000_000 }

  /// Serves until it is told to stop.
  package func run() throws(SystemError) {
    service.notify(.ready)
    while !isStopping { try turn() }
    service.notify(.stopping)
    // The daemon first: it hands over at once what was not answered for.
    line = nil
    manager = nil
  }

  private func turn() throws(SystemError) {
    let now = Self.now
    connectWhatIsDue(now)
    try watch()
    ready.removeAll(keepingCapacity: true)
    let wait = min(max(0, wake - Self.now), Self.waitMilliseconds)
    try loop.wait(timeoutMilliseconds: Int32(wait), into: &ready)
    takeIn()
    flush()
    giveSign()
  }

  /// The longest single wait: an hour, which the interval of epoll_wait(2) holds.
  private static let waitMilliseconds: Int64 = 3_600_000

  /// When something is due.
  private var wake: Int64 {
    let forManager = manager?.wake ?? managerAt
    let forLine = line?.wake ?? (manager?.isReady == true ? lineAt : nil)
    return ([forManager] + [forLine, signAt].compactMap(\.self)).min() ?? forManager
  }

  private func takeIn() {
    for event in ready where event.token == Token.signals {
      // A hang-up of the terminal or the journal is no reason to stop ringing officers.
      if signals.pending().contains(.terminate) { isStopping = true }
    }
    // Both are asked whatever epoll found: what has arrived goes before what is overdue.
    let now = Self.now
    if ready.contains(where: { $0.token == Token.manager }) {
      settle(manager?.take(now: now) ?? [], now)
    }
    settle(manager?.ask { $0.tick(now: now) } ?? [], now)
    take(line?.take(now: now) ?? [], now)
  }

  private func flush() {
    if let manager { settle(manager.flush(), Self.now) }
  }

  /// Tells epoll what is waited for. A descriptor that was closed has left it by itself.
  private func watch() throws(SystemError) {
    if let manager {
      try watch(manager.descriptor, manager.interest, token: Token.manager, &watchedManager)
    }
    if let line { try watch(line.descriptor, .read, token: Token.line, &watchedLine) }
  }

  private var watchedManager: (Descriptor, Interest)?
  private var watchedLine: (Descriptor, Interest)?

  private func watch(
    _ descriptor: Descriptor, _ interest: Interest, token: UInt64,
    _ watched: inout (Descriptor, Interest)?
  ) throws(SystemError) {
    if let (known, wanted) = watched, known === descriptor {
      if wanted != interest { try loop.modify(descriptor, interest, token: token) }
    } else {
      try loop.add(descriptor, interest, token: token)
    }
    watched = (descriptor, interest)
  }

  /// Ends the connection to Asterisk, and with it the service to the daemon.
  func dropManager(again at: Int64) {
    if let manager { loop.remove(manager.descriptor) }
    manager?.descriptor.close()
    manager = nil
    watchedManager = nil
    managerAt = at
    readySince = nil
    dropLine(again: 0)
  }

  func dropLine(again at: Int64) {
    if let line { loop.remove(line.descriptor) }
    line?.descriptor.close()
    line = nil
    watchedLine = nil
    lineAt = at
  }

  private func giveSign() {
    guard let period = service.watchdogMilliseconds, let due = signAt, due <= Self.now else {
      return
    }
    service.notify(.watchdog)
    // Twice in the time it may take (sd_watchdog_enabled(3)).
    signAt = Self.now + max(1, period / 2)
  }
}
