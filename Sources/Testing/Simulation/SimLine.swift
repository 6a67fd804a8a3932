import AmparoCore
import AmparoDesk

/// The line of the simulated station through all its lives: the real desk, taken through its turns
/// as the server does, and killed between any two steps of one.
final class SimLine {
  let world: SimWorld
  let checker: SimChecker
  private(set) var desk: Desk?
  private(set) var life = 0
  private var lifeStart: Int64 = 0
  private var lifeStartWall: Int64 = 0
  private var inbox: [SimInput] = []
  private var connections: [ConnectionID: SimConnection] = [:]
  private var lastConnection: UInt64 = 16
  private var nextTurn: Int64?
  private var stalledUntil: Int64 = 0
  private var settleAt: Int64?
  private var settleDelay: Int64 = 250
  private var turnsAtOnce = 0
  private(set) var turns = 0
  /// Which of the unit's configurations the file has now.
  var configuration = 0
  /// What the line lets go to the channels, and asks for beside the line.
  var onSend: (PageTask) -> Void = { _ in }
  var onWithdraw: (PageID) -> Void = { _ in }
  var onWork: (Work, Seat) -> Void = { _, _ in }
  var onStart: () -> Void = {}

  /// Joints of a turn at which the process may die.
  private enum Joint: CaseIterable {
    case beforeDeciding, beforeCommit, inCommit, afterCommit, amongEffects
  }

  init(_ world: SimWorld, _ checker: SimChecker) {
    self.world = world
    self.checker = checker
  }

  var isUp: Bool { desk != nil }

  var now: Moment {
    Moment(wall: world.wall, line: lifeStartWall + world.time - lifeStart)
  }

  /// The true time at which the line's clock shows that.
  func time(of line: Int64) -> Int64 { lifeStart + line - lifeStartWall }

  // MARK: Peers

  func connect(_ peer: Peer) -> SimConnection? {
    guard desk != nil else { return nil }
    lastConnection += 1
    let connection = SimConnection(id: ConnectionID(lastConnection), peer: peer, life: life)
    connections[connection.id] = connection
    return connection
  }

  func send(
    _ request: SimRequest, on connection: SimConnection,
    then: @escaping (JSONValue?) -> Void = { _ in }
  ) {
    guard connection.isOpen else { return then(nil) }
    let place = connection.takePlace(then)
    if world.plant == .lostCall, request.isRaise, world.dice.chance(0.1) { return }
    let at = max(connection.lastIn, world.time + latency())
    connection.lastIn = at
    world.after(at - world.time) { [unowned self] in
      guard connection.isOpen, connection.life == life, desk != nil else { return }
      take(.line(connection, request, place: place))
    }
  }

  /// The peer ends the connection.
  func hangUp(_ connection: SimConnection) {
    guard connection.isOpen else { return }
    connection.close()
    connections[connection.id] = nil
    world.after(latency()) { [unowned self] in
      if connection.life == life, desk != nil { take(.gone(connection.id)) }
    }
  }

  func take(_ input: SimInput) {
    guard desk != nil else { return }
    inbox.append(input)
    wake(at: world.time)
  }

  /// A local socket is quick, but its peers may not be.
  private func latency() -> Int64 {
    world.dice.chance(0.05) ? world.dice.between(0, world.plan.delayMax) : world.dice.between(0, 2)
  }

  // MARK: Lives

  func start() {
    guard desk == nil else { return }
    life += 1
    lifeStart = world.time
    lifeStartWall = world.wall
    do {
      let journal = try world.store.open()
      checker.take(world.store.takeFates(), snapshot: nil)
      let recovery = Recovery(
        journal: journal, settings: world.unit.settings[configuration], language: .es,
        version: "sim", zone: SimUnit.zoneRules,
        entropy: { [world] in world.dice.next() })
      let desk = recovery.desk(at: now)
      self.desk = desk
      world.note("life \(life) starts with \(desk.state.openCount) open alerts")
      checker.started(desk, at: now, time: world.time)
      turn()
      if self.desk != nil { onStart() }
    } catch {
      world.note("the start fails: \(error)")
      world.after(1000) { [unowned self] in start() }
    }
  }

  /// The process ends without a word.
  func crash() {
    guard desk != nil else { return }
    world.note("crash")
    end()
    world.after(world.isHealing ? 100 : world.dice.between(0, world.plan.downMax)) {
      [unowned self] in start()
    }
  }

  /// A clean stop and a start after it.
  func restart() {
    guard let desk else { return }
    world.note("clean stop")
    turn()
    guard self.desk === desk else { return }
    desk.begin(at: now)
    checker.begin(desk, at: now)
    desk.stop()
    finish(desk, dying: nil)
    guard self.desk === desk else { return }
    let state = desk.state
    let last = LastNumbers(alert: state.lastAlert, page: state.lastPage, stream: state.lastStream)
    if !desk.isOwing { _ = world.store.close(last: last) }
    crash()
  }

  private func end() {
    desk = nil
    stalledUntil = 0
    inbox = []
    nextTurn = nil
    settleAt = nil
    settleDelay = 250
    world.store.deathInWrite = 0
    world.store.crash()
    checker.take(world.store.takeFates(), snapshot: nil)
    checker.ended()
    let cut = connections.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    connections = [:]
    for connection in cut {
      world.after(max(connection.lastOut - world.time, 0) + latency()) { connection.close() }
    }
  }

  /// The process does not run for so long.
  func stall(_ length: Int64) {
    guard desk != nil else { return }
    world.note("stopped for \(length) ms")
    stalledUntil = max(stalledUntil, world.time + length)
    checker.stalled(length, until: stalledUntil)
  }

  /// Whatever keeps it from running is over.
  func heal() {
    stalledUntil = world.time
    if desk == nil { start() } else { wake(at: world.time) }
  }

  // MARK: Turns

  private func wake(at time: Int64) {
    let at = max(time, stalledUntil, world.time)
    if let planned = nextTurn, planned <= at { return }
    nextTurn = at
    let life = life
    world.after(at - world.time) { [unowned self] in
      guard nextTurn == at, life == self.life else { return }
      nextTurn = nil
      if world.time < stalledUntil { return wake(at: stalledUntil) }
      turn()
    }
  }

  private var lastTurnAt: Int64 = -1

  private func turn() {
    guard let desk else { return }
    turns += 1
    turnsAtOnce = world.time == lastTurnAt ? turnsAtOnce + 1 : 0
    lastTurnAt = world.time
    guard turnsAtOnce < Self.turnsAtOnceMax else { return world.fail("the line spins") }
    let risk = world.plant == .effectBeforeCommit ? 0.05 : world.plan.crashInTurn
    let dying: Joint? =
      !world.isHealing && world.dice.chance(risk) ? world.dice.pick(Joint.allCases) : nil
    if dying == .beforeDeciding { return crash() }
    checker.begin(desk, at: now)
    desk.begin(at: now)
    decide(desk)
    if dying == .beforeCommit { return crash() }
    finish(desk, dying: dying)
    if self.desk === desk { arm(desk) }
  }

  /// Far more than one instant can bring about.
  private static let turnsAtOnceMax = 5000

  /// The order is the server's: raises, what is due, messages, other requests, and the rest.
  private func decide(_ desk: Desk) {
    let inputs = inbox
    inbox = []
    for case .line(let connection, let request, let place) in inputs where request.isRaise {
      handle(desk, connection, request, place)
    }
    desk.passDeadlines()
    for input in inputs {
      switch input {
      case .line: continue
      case .report(let report): desk.report(report)
      case .finished(let work, let seat, let result):
        checker.finishing(work, seat, result)
        desk.finish(work, at: seat, with: result)
      case .reloaded(let seat, let settings):
        desk.finishReload(seat, settings: settings, faults: [])
      case .gone(let id): desk.disconnected(id)
      }
    }
    for case .line(let connection, let request, let place) in inputs where !request.isRaise {
      handle(desk, connection, request, place)
    }
    desk.continueBulk()
    desk.surveyIfDue()
    settle(desk)
    desk.tendPages()
  }

  private func handle(
    _ desk: Desk, _ connection: SimConnection, _ request: SimRequest, _ place: UInt64
  ) {
    let seat = Seat(connection: connection.id, place: place)
    world.note("c\(connection.id.rawValue) asks \(request.text)")
    checker.asked(request, seat, isOwing: desk.isOwing)
    let isRefused = world.plant == .refusedCall && request.isRaise && world.dice.chance(0.1)
    desk.handle(
      Array(request.text.utf8)[...],
      from: isRefused ? Peer(uid: 1, logins: [], roles: [.monitor]) : connection.peer, seat: seat,
      hasDescriptor: false)
  }

  private func settle(_ desk: Desk) {
    guard desk.isToSettle else {
      settleAt = nil
      settleDelay = 250
      return
    }
    guard let due = settleAt else {
      settleAt = world.time + settleDelay
      return
    }
    guard due <= world.time else { return }
    settleDelay = min(5000, settleDelay * 2)
    settleAt = world.time + settleDelay
    desk.settle()
  }

  private func finish(_ desk: Desk, dying: Joint?) {
    if dying == .inCommit { world.store.deathInWrite = 1 }
    let effects = desk.end()
    world.store.deathInWrite = 0
    let hasDied = world.store.diedWriting
    checker.ended(turnOf: desk, at: now, fates: world.store.takeFates(), hasDied: hasDied)
    if hasDied {
      if world.plant == .effectBeforeCommit { carryOut(effects, of: desk) }
      return crash()
    }
    if dying == .afterCommit { return crash() }
    let count = dying == .amongEffects ? world.dice.below(effects.count + 1) : effects.count
    carryOut(effects.prefix(count), of: desk)
    if dying == .amongEffects { crash() }
  }

  private func carryOut(_ effects: some Sequence<Effect>, of desk: Desk) {
    for effect in effects {
      switch effect {
      case .reply(let seat, let line):
        let value = planted(Self.parsed(line))
        checker.replied(value, seat, desk)
        deliver(to: seat.connection) { $0.answer(seat.place, value) }
        world.note("c\(seat.connection.rawValue) is answered \(Self.text(line))")
      case .event(let id, let line): tell(line, to: id, desk)
      case .send(let task):
        if world.plant == .unsentPage, world.dice.chance(0.3) { continue }
        world.note("page \(task.page) of alert \(task.alert) to \(task.officer) by \(task.channel)")
        checker.sent(task, desk)
        onSend(task)
      case .withdraw(let page, _):
        world.note("page \(page) is withdrawn")
        onWithdraw(page)
      case .work(let seat, let work): onWork(work, seat)
      case .reload(let seat): reload(seat)
      case .makeRoom:
        if world.store.fault == .full, world.dice.chance(0.1) { world.store.fault = nil }
      case .drillCall, .discard: continue
      case .log(let entry): world.note("log \(entry.urgency): \(entry.text)")
      }
    }
  }

  /// The last line told: most are told to several.
  private var lastTold: (line: [UInt8], value: JSONValue) = ([], .null)

  private func tell(_ line: [UInt8], to id: ConnectionID, _ desk: Desk) {
    if line != lastTold.line { lastTold = (line, Self.parsed(line)) }
    let value = lastTold.value
    if world.plant == .unsentPage, value["page"] != nil, world.dice.chance(0.3) { return }
    if world.plant == .swappedLines, keptBack[id] == nil, world.dice.chance(0.1) {
      keptBack[id] = value
      return
    }
    let kept = keptBack.removeValue(forKey: id)
    for value in [value, kept].compactMap(\.self) {
      checker.told(value, id, desk)
      deliver(to: id) { $0.onEvent(value) }
    }
    world.note("c\(id.rawValue) is told \(Self.text(line))")
  }

  /// A line that is told after the next one, where that fault is planted.
  private var keptBack: [ConnectionID: JSONValue] = [:]

  private func planted(_ reply: JSONValue) -> JSONValue {
    guard world.plant == .silentAlarm, reply["checks"] != nil, let members = reply.members else {
      return reply
    }
    return .object(members.map { $0.name == "status" ? JSONMember("status", "ok") : $0 })
  }

  private func reload(_ seat: Seat) {
    configuration = world.dice.below(world.unit.settings.count)
    let life = life
    world.after(world.dice.between(0, world.plan.delayMax)) { [unowned self] in
      if life == self.life { take(.reloaded(seat, world.unit.settings[configuration])) }
    }
  }

  private func deliver(to id: ConnectionID, _ body: @escaping (SimConnection) -> Void) {
    guard let connection = connections[id] else { return }
    let at = max(connection.lastOut, world.time + latency())
    connection.lastOut = at
    world.after(at - world.time) { if connection.isOpen { body(connection) } }
  }

  private static func text(_ line: [UInt8]) -> Substring {
    String(decoding: line, as: UTF8.self).dropLast()
  }

  private static func parsed(_ line: [UInt8]) -> JSONValue {
    do {
      return try JSONParser.parse(line)
    } catch {
      return .null
    }
  }

  private func arm(_ desk: Desk) {
    if world.plant == .spin, world.isHealing { return wake(at: world.time) }
    if desk.hasMore { return wake(at: world.time + world.dice.between(0, 1)) }
    if let settleAt { wake(at: settleAt) }
    if desk.isOwing, settleAt == nil { wake(at: world.time + settleDelay) }
    guard let next = desk.nextWake() else { return }
    if world.plant == .forgottenDeadline, world.dice.chance(0.05) { return }
    wake(at: time(of: next) + world.dice.between(0, 4))
  }
}
