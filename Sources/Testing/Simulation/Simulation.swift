import AmparoCore
import AmparoDesk

/// One seed from its first call to its last: faults, then healing, then the reckoning.
package final class Simulation {
  /// On what the line keeps its journal.
  package enum Medium: Sendable {
    case memory
    /// The real SQLite journal, on a file of that path that is not there yet.
    case file(String)
  }

  /// What came of it.
  package struct Outcome: Sendable {
    package var seed: UInt64
    /// What does not hold, and when; nil where all is well.
    package var failure: String?
    package var trace: [String]
    package var simulatedMilliseconds: Int64
    package var turns: Int
    package var lives: Int
    package var alerts: Int
    package var rows: Int
  }

  private let seed: UInt64
  private let world: SimWorld
  private let checker: SimChecker
  private let line: SimLine
  private let gateway: SimGateway
  private let officers: SimOfficers
  private let supervisor: SimSupervisor
  private let channels: SimChannels

  /// After this time of healing nobody may still be paged in vain, and then all is closed by hand.
  private static let answeredWithin: Int64 = 15 * 60_000
  private static let closedWithin: Int64 = 25 * 60_000

  package init(
    seed: UInt64, on medium: Medium = .memory, plant: SimPlant? = nil, isTraced: Bool = false
  ) throws {
    self.seed = seed
    var dice = SimDice(seed: seed)
    let plan = SimPlan(&dice)
    let unit = SimUnit(&dice)
    let storeDice = SimDice(seed: dice.next())
    let store: any SimStore
    switch medium {
    case .memory: store = SimDisk(storeDice, ahead: plan.ahead, plant: plant)
    case .file(let path): store = SimFile(path, storeDice)
    }
    world = SimWorld(
      dice, plan: plan, unit: unit, store: store, plant: plant, isTraced: isTraced)
    checker = SimChecker(world)
    line = SimLine(world, checker)
    gateway = SimGateway(world, line)
    officers = SimOfficers(world, line, gateway)
    supervisor = SimSupervisor(world, line, officers)
    channels = SimChannels(world, line)
    join()
  }

  private func join() {
    checker.trueTime = { [unowned line] in line.time(of: $0) }
    channels.onPage = { [unowned officers] in officers.paged($0, $1) }
    gateway.onPage = { [unowned officers] in officers.paged($0, $1) }
    line.onSend = { [unowned self] task in
      channels.send(task)
      if world.plant == .pageAfterAcknowledgement || world.plant == .pageToExcluded {
        replant(task)
      }
    }
    line.onWork = { [unowned self] in perform($0, $1) }
    line.onStart = { [unowned self] in
      gateway.connect()
      for terminal in officers.terminals { terminal.connect() }
    }
  }

  package func run() -> Outcome {
    line.start()
    officers.ask("{\"op\":\"directory.apply\",\"document\":{}}")
    plan()
    world.run(until: world.plan.duration, watching: checker.watch)
    heal()
    return Outcome(
      seed: seed, failure: world.failure, trace: world.trace, simulatedMilliseconds: world.time,
      turns: line.turns, lives: line.life, alerts: checker.referee.raised,
      rows: checker.referee.rows)
  }

  // MARK: Faults

  private func plan() {
    let plan = world.plan
    often(plan.callEvery) { [unowned self] in gateway.call() }
    often(plan.crashEvery) { [unowned self] in
      if world.dice.chance(world.plan.cleanStop) { line.restart() } else { line.crash() }
    }
    often(plan.diskFaultEvery) { [unowned self] in breakDisk() }
    often(plan.clockStepEvery) { [unowned self] in
      let most = world.plan.clockStepMax
      world.stepWallClock(by: world.dice.between(-most, most))
    }
    often(plan.stallEvery) { [unowned self] in line.stall(world.dice.about(120_000)) }
    often(plan.editEvery) { [unowned self] in supervisor.edit() }
    often(plan.reloadEvery) { [unowned self] in reload() }
    often(plan.terminalBreakEvery) { [unowned self] in
      world.dice.pick(officers.terminals).cut(for: world.dice.about(600_000))
      world.dice.pick(officers.terminals).look()
    }
    often(plan.workerBreakEvery) { [unowned self] in
      gateway.cutWorker(for: world.dice.about(60_000))
    }
    often(plan.closeAfter) { [unowned self] in
      supervisor.closeAll(olderThan: world.plan.closeAfter)
    }
    often(max(60_000, plan.duration / 20)) { [unowned self] in probeHealth() }
  }

  /// Again and again until it heals, about so far apart.
  private func often(_ mean: Int64?, _ action: @escaping () -> Void) {
    guard let mean else { return }
    world.after(world.dice.about(mean)) { [unowned self] in
      guard !world.isHealing else { return }
      action()
      often(mean, action)
    }
  }

  private func breakDisk() {
    let fault = world.dice.pick(SimDiskFault.allCases)
    world.store.fault = fault
    world.note("the disk fails: \(fault)")
    world.after(world.dice.about(world.plan.diskFaultLength)) { [unowned self] in
      world.store.fault = nil
      world.note("the disk works again")
    }
    probeHealth()
  }

  private static let admin = Peer(uid: 0, logins: ["root"], roles: [.admin])

  private func reload() {
    administer(SimRequest("{\"op\":\"config.reload\"}"))
    if world.dice.chance(0.5) { administer(SimRequest("{\"op\":\"backup.create\"}")) }
  }

  private func probeHealth() {
    var request = SimRequest("{\"op\":\"health\"}")
    request.isHealthProbe = true
    administer(request)
  }

  private func administer(_ request: SimRequest) {
    guard let connection = line.connect(Self.admin) else { return }
    line.send(request, on: connection) { [unowned self] _ in line.hangUp(connection) }
  }

  private func perform(_ work: Work, _ seat: Seat) {
    let life = line.life
    world.after(world.isHealing ? 5 : world.dice.between(0, world.plan.delayMax)) {
      [unowned self] in
      guard life == line.life, line.isUp, let result = result(of: work) else { return }
      line.take(.finished(work, seat, result))
    }
  }

  private func result(of work: Work) -> WorkResult? {
    switch work {
    case .replay(let after, let upTo, let officers, let all):
      return read {
        .replay(
          try world.store.published(after: after, limit: WorkResult.replayRows), upTo: upTo,
          officers: officers, all: all)
      }
    case .survey(let context, let now):
      guard world.plan.hasSurvey else { return nil }
      return .survey(Survey(context.directory, context.settings, context.followUps, now: now))
    case .readDirectory(let task): return supervisor.read(task)
    case .findErasable(let cutoffs, _):
      return read { try world.store.erasable(cutoffs).map { .erasable($0) } ?? Self.notSimulated }
    case .backUp:
      return world.dice.chance(0.8)
        ? .reply(["bytes": 4096, "rows": .int(Int64(checker.referee.rows)), "head": "1:00"])
        : .failed(RequestError(.internalError, "no room: simulated"))
    case .listAlerts, .history, .verify, .exportDirectory, .listCases, .showRota, .checkRota,
      .listFollowUps, .listLooks, .exportLooks, .listChanges, .report:
      return Self.notSimulated
    }
  }

  private static let notSimulated = WorkResult.failed(RequestError(.busy, "not simulated"))

  private func read(_ body: () throws -> WorkResult) -> WorkResult {
    do {
      return try body()
    } catch {
      return .failed(RequestError(.internalError, "\(error)"))
    }
  }

  private func replant(_ task: PageTask) {
    world.after(90_000) { [unowned self] in
      guard let desk = line.desk else { return }
      var again = task
      if world.plant == .pageToExcluded {
        let cases = desk.state.alert(task.alert)?.raised.cases ?? []
        let excluded = cases.flatMap { desk.context.directory.cases[$0]?.excluded ?? [] }
        guard let first = excluded.first else { return }
        again.officer = first
      }
      checker.sent(again, desk)
    }
  }

  // MARK: Healing

  private func heal() {
    guard world.failure == nil else { return }
    world.isHealing = true
    world.store.fault = nil
    world.note("no more faults")
    let start = world.time
    line.heal()
    for terminal in officers.terminals { terminal.connect() }
    beg(until: start + Self.closedWithin)
    world.run(until: start + Self.answeredWithin, watching: checker.watch)
    checkAnswered()
    supervisor.closeAll(olderThan: 0)
    world.after(60_000) { [unowned self] in supervisor.closeAll(olderThan: 0) }
    world.run(until: start + Self.closedWithin, watching: checker.watch)
    checkClosed()
  }

  /// The officers look at their queues now and then.
  private func beg(until end: Int64) {
    gateway.connect()
    for alert in line.desk?.state.open.sorted(by: { $0.id < $1.id }) ?? [] {
      if alert.state == .paging, alert.paged.contains(SimUnit.control) {
        officers.paged(SimUnit.control, alert.id)
      }
    }
    if world.time < end { world.after(30_000) { [unowned self] in beg(until: end) } }
  }

  /// Whoever called is heard by now, unless nobody of the policy can be reached.
  private func checkAnswered() {
    guard world.failure == nil, let desk = line.desk else { return }
    if desk.isOwing { world.fail("rows are still owed long after the disk works") }
    if !gateway.isIdle { world.fail("a call was not accepted long after all works") }
    for alert in desk.state.open where alert.state == .paging && alert.responder == nil {
      let policy = desk.context.policy(alert.raised.policy)
      let reachesControl = policy.steps.contains { $0.page.contains(.contact("control")) }
      if reachesControl, !alert.paged.contains(SimUnit.control) {
        world.fail("alert \(alert.id) never reached the last resort")
      }
    }
  }

  private func checkClosed() {
    guard world.failure == nil else { return }
    guard let desk = line.desk else { return world.fail("the line is down though all works") }
    // A gateway whose call was never stored may retry it as late as this.
    let since = line.now.line - (Self.closedWithin - Self.answeredWithin)
    for alert in desk.state.open where alert.raisedAt.line <= since {
      world.fail("alert \(alert.id) cannot be closed")
    }
    for terminal in officers.terminals {
      if let seq = terminal.missed(of: checker.referee.expected) {
        world.fail("the \(terminal.name) was never told of \(seq)")
      }
    }
    if world.dice.chance(0.25) { gateway.repeatAll() }
    world.run(until: world.time + 60_000, watching: checker.watch)
    line.restart()
    world.run(until: world.time + 60_000, watching: checker.watch)
    gateway.repeatAll()
    world.run(until: world.time + 60_000, watching: checker.watch)
    if let fault = world.store.brokenChain() { world.fail("the chain is broken: \(fault)") }
    for (id, known) in checker.accepted where known.isDurable {
      if world.store.alert(of: id) == nil { world.fail("request \(id) is not stored") }
    }
  }
}
