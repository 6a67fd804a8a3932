import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoWire

/// The line's own thread: one epoll loop that gathers what has arrived, hands it to the desk, and
/// carries out what the desk lets go.
package final class Server {
  let loop: EventLoop
  let listener: ListeningSocket
  let timer: Timer
  let signals: Signals
  let mailbox: Mailbox<Message>
  let desk: Desk
  let services: Services
  let manager: ServiceManager
  var clock: LineClock
  var limits: ServerLimits
  var identify: Reloaded.Identify

  var connections: [UInt64: Connection] = [:]
  var connectionsOfUser: [UInt32: Int] = [:]
  var lastConnection = Token.firstConnection
  /// What each user that is connected may still use, and which of its requests wait.
  var shares: [Share.Owner: Share] = [:]
  var ready: [ReadyEvent] = []
  /// With whom reading goes on where a turn had no time for all, of gateways and of the others.
  var nextGateway: ConnectionID?
  var nextOther: ConnectionID?
  var isStopping = false
  /// Connections that have something to be written at the end of this turn: those that asked for a
  /// raise, and after them gateways' and the others', of whom some may have to wait for the next.
  var raised = FlushList()
  var flushedGateways = FlushList()
  var flushed = FlushList()
  /// Bytes that all peers together have left unread.
  var unreadBytes = 0
  /// On the line's clock: when peers are accepted again after the system had no descriptor left.
  var acceptAgainAt: Int64?
  /// The descriptors of the requests of this turn that named one.
  var claimed: [Seat: Descriptor] = [:]
  /// Whose work it is that is done beside the line.
  var working: [Seat: Share] = [:]
  /// Work nobody could take; answered in the next turn.
  var refused: [(Work, Seat, RequestError)] = []
  var schedule: Schedule

  /// What epoll names its sources by.
  enum Token {
    static let listener: UInt64 = 1
    static let timer: UInt64 = 2
    static let signals: UInt64 = 3
    static let mailbox: UInt64 = 4
    static let firstConnection: UInt64 = 16
  }

  package init(
    listener: ListeningSocket, signals: Signals, mailbox: Mailbox<Message>, desk: Desk,
    services: Services, manager: ServiceManager, limits: ServerLimits,
    identify: @escaping Reloaded.Identify, clock: StartClock
  ) throws(SystemError) {
    self.loop = try EventLoop()
    self.timer = try Timer()
    self.listener = listener
    self.signals = signals
    self.mailbox = mailbox
    self.desk = desk
    self.services = services
    self.manager = manager
    self.limits = limits
    self.identify = identify
    self.clock = clock.clock
    self.schedule = Schedule(
      now: clock.clock.now(),
      watchdog: manager.watchdogMilliseconds.map { TimeSpan(milliseconds: $0) })
    desk.measure = { [unowned self] in measures }
    try loop.add(listener.descriptor, .read, token: Token.listener)
    try loop.add(timer.descriptor, .read, token: Token.timer)
    try loop.add(signals.descriptor, .read, token: Token.signals)
    try loop.add(mailbox.descriptor, .read, token: Token.mailbox)
  }

  /// Serves until it is told to stop. Returns when all that was accepted is stored and answered, or
  /// the time for it is up.
  package func run() throws(SystemError) {
    turn()
    manager.notify(.ready)
    while !isStopping {
      try gather()
      turn()
    }
    try windDown()
  }

  /// Waits until something arrives or is due.
  private func gather() throws(SystemError) {
    let isBusy =
      desk.hasMore || !refused.isEmpty || isWritingLeft
      || shares.values.contains { isServable($0, at: Clock.monotonicNanoseconds()) }
    if !isBusy { try arm() }
    try loop.wait(timeoutMilliseconds: isBusy ? 0 : -1, into: &ready)
  }

  private func arm() throws(SystemError) {
    var soonest = schedule.next
    for wake in [desk.nextWake(), acceptAgainAt].compactMap(\.self) { soonest = min(soonest, wake) }
    let opens = shares.values.filter(\.hasOthers).map(\.opensAt).min()
    try timer.arm(
      atMonotonicNanoseconds: min(clock.monotonic(of: soonest), opens ?? .max))
  }

  /// One turn: everything that has arrived, raises first, then what is due; one commit; then the
  /// effects.
  private func turn() {
    let now = clock.now()
    desk.begin(at: now)
    takeIn()
    serveRaises()
    if !isStopping { desk.passDeadlines() }
    takeMessages()
    serveOthers()
    desk.continueBulk()
    if !isStopping { desk.surveyIfDue() }
    let isSignDue = keepSchedule(now)
    if !isStopping { desk.tendPages() }
    let served = Clock.monotonicNanoseconds()
    carryOut(endTurn())
    shareOut(Clock.monotonicNanoseconds() - served)
    writeOut()
    if isSignDue { manager.notify(.watchdog) }
    desk.isBulkHeld = services.tend()
  }

  /// Ends the desk's turn, and notes how long its commit took where it had one.
  private func endTurn() -> [Effect] {
    let start = Clock.monotonicNanoseconds()
    let commits = desk.commitCount
    let effects = desk.end()
    if desk.commitCount > commits {
      desk.observeCommit(nanoseconds: Clock.monotonicNanoseconds() - start)
    }
    return effects
  }

  private var measures: Measures {
    var measures = Measures()
    measures.connections = connections.count
    let waiting = shares.values.reduce(0) { $0 + $1.count }
    measures.queues = [("connections", waiting), ("mailbox", mailbox.count)]
    measures.queues += services.queues()
    measures.chainRows =
      services.chainHead().flatMap { $0.split(separator: ":").first }.flatMap { Int64($0) } ?? 0
    return measures
  }

  /// Reads what epoll says is there: gateways first, the others as far as there is time.
  private func takeIn() {
    var gateways: [Connection] = []
    var others: [Connection] = []
    for event in ready {
      switch event.token {
      case Token.listener: accept()
      case Token.timer: timer.acknowledge()
      case Token.signals: takeSignals()
      case Token.mailbox: break
      default: take(event, gateways: &gateways, others: &others)
      }
    }
    ready.removeAll(keepingCapacity: true)
    read(gateways, from: &nextGateway, for: ServerLimits.gatewayReadNanoseconds)
    read(others, from: &nextOther, for: ServerLimits.readNanoseconds)
  }

  private func takeSignals() {
    for signal in signals.pending() {
      switch signal {
      case .terminate: isStopping = true
      case .hangUp:
        manager.notify(.reloading)
        services.reload(nil)
      }
    }
  }

  private func takeMessages() {
    for message in mailbox.drain(max: ServerLimits.messagesPerTurn) {
      switch message {
      case .finished(let work, let seat, let result, let took):
        finish(work, at: seat, with: result, nanoseconds: took)
      case .report(let report): desk.report(report)
      case .condition(let check, let status, let message): desk.set(check, status, message)
      case .drillCallFailed(let why): desk.drillCallFailed(why)
      case .reloaded(let seat, let reloaded): adopt(reloaded, for: seat)
      case .checkpointed: services.checkpointed()
      }
    }
  }

  private func adopt(_ reloaded: Reloaded, for seat: Seat?) {
    switch reloaded {
    case .settings(let settings, let language, let limits, let identify, let untaken):
      self.limits = limits
      self.identify = identify
      desk.language = language
      for connection in connections.values { identifyAgain(connection) }
      desk.finishReload(seat, settings: settings, faults: [], untaken: untaken)
    case .faulty(let faults): desk.finishReload(seat, settings: nil, faults: faults)
    }
    manager.notify(.ready)
  }

  /// Serves what had come in before the stop, then lets peers read their replies. Deadlines and
  /// pages still owed are on record and go on with the next start.
  private func windDown() throws(SystemError) {
    manager.notify(.stopping)
    listener.close()
    let end = clock.now().line + ServerLimits.stopGrace.milliseconds
    while shares.values.contains(where: { $0.count > 0 }), clock.now().line < end { turn() }
    desk.begin(at: clock.now())
    // What is owed is nowhere else: storage may be back, and its next try not have been due.
    desk.settle()
    desk.stop()
    carryOut(desk.end())
    repeat { writeOut() } while isWritingLeft
    while connections.values.contains(where: { !$0.output.isEmpty }), clock.now().line < end {
      try loop.wait(timeoutMilliseconds: 50, into: &ready)
      for event in ready { flush(event.token) }
      ready.removeAll(keepingCapacity: true)
    }
  }
}
