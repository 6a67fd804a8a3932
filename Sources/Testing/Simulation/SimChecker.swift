import AmparoCore
import AmparoDesk

/// Holds the line to its promise, from outside: after each turn, at each thing that leaves, and at
/// each start.
final class SimChecker {
  let world: SimWorld
  let referee: SimReferee
  /// Times of the line's clock map to true times by the life under way.
  var trueTime: (Int64) -> Int64 = { $0 }

  // What is on stable storage, and what may be.
  private var durable = SimSnapshot()
  private var uncertain: [SimSnapshot] = []
  var last = SimSnapshot()

  // The turn under way.
  var now = Moment(wall: 0, line: 0)
  var before: Context?
  private var asked: [Seat: SimRequest] = [:]
  private var owedWhenAsked: [Seat: Bool] = [:]
  /// Terminals that are being told again what they have missed.
  var catchingUp: Set<ConnectionID> = []

  // Waits.
  struct Try {
    var newestPage: Int64
    var at: Int64
  }
  var tries: [AlertID: Try] = [:]
  private var soonest: Int64?
  private(set) var graceFrom: Int64 = 0
  private var stalledUntil: Int64 = 0
  /// Alerts as they were when they were frozen, where that is planted.
  var frozen: [AlertID: Alert] = [:]
  /// Pages that have left in this life.
  var out: Set<PageID> = []

  /// For what each number of a page was given.
  struct PageUse: Hashable {
    var alert: AlertID
    var officer: OfficerID
  }
  var uses: [PageID: PageUse] = [:]

  // What peers were told.
  struct Accepted {
    var alert: AlertID
    var isDurable: Bool
    var life: Int
  }
  var accepted: [String: Accepted] = [:]
  private var raisedBy: [AlertID: String] = [:]
  private var life = 0

  /// How late a timer and the turns after it may be, in milliseconds.
  static let slack: Int64 = 1000
  /// How long a page may wait for a terminal, a worker or a gateway before it is on its way.
  static let pageGrace: Int64 = 9000

  init(_ world: SimWorld) {
    self.world = world
    referee = SimReferee(world)
  }

  // MARK: Starts and ends

  /// The recovered line is what the durable one was.
  func started(_ desk: Desk, at now: Moment, time: Int64) {
    life += 1
    self.now = now
    var snapshot = SimSnapshot(context: desk.context)
    for alert in desk.state.open { snapshot.open[alert.id] = alert }
    compare(snapshot, now)
    snapshot.due = durable.due
    last = snapshot
    tries = [:]
    for (id, alert) in snapshot.open {
      tries[id] = Try(newestPage: Self.newestPage(alert), at: time)
    }
    out = []
    graceFrom = time
    stalledUntil = time
    catchingUp = []
  }

  private func compare(_ back: SimSnapshot, _ now: Moment) {
    for (id, live) in durable.open {
      guard let found = back.open[id] else {
        return world.fail("recovered state is not the live one: alert \(id) is not open")
      }
      if let difference = SimSnapshot.difference(live, found) {
        world.fail("recovered state is not the live one: alert \(id): \(difference)")
      }
      guard let due = durable.due[id], let deadline = found.deadline else {
        return world.fail("alert \(id) has no deadline after a start")
      }
      if deadline.at != min(due, now.wall + deadline.within.milliseconds) {
        world.fail("alert \(id) is due at \(deadline.at) after a start, not at \(due)")
      }
    }
    for id in back.open.keys where durable.open[id] == nil {
      world.fail("recovered state is not the live one: alert \(id) is open")
    }
    if let live = durable.context, let context = back.context,
      let difference = SimSnapshot.difference(live, context)
    {
      world.fail("recovered state is not the live one: \(difference)")
    }
  }

  func ended() {
    soonest = nil
    asked = [:]
    owedWhenAsked = [:]
  }

  func stalled(_ length: Int64, until end: Int64) {
    for id in tries.keys { tries[id]?.at += length }
    graceFrom = end
    stalledUntil = max(stalledUntil, end)
  }

  /// Looked at before all that happens: no deadline passes unnoticed.
  func watch() {
    if let soonest, world.time > max(trueTime(soonest), stalledUntil) + Self.slack {
      world.fail("a deadline has passed and the line took no turn")
    }
  }

  // MARK: Turns

  func begin(_ desk: Desk, at now: Moment) {
    self.now = now
    before = desk.context
  }

  func asked(_ request: SimRequest, _ seat: Seat, isOwing: Bool) {
    asked[seat] = request
    owedWhenAsked[seat] = isOwing
    if request.text.contains("queue.subscribe") { catchingUp.insert(seat.connection) }
  }

  func finishing(_ work: Work, _ seat: Seat, _ result: WorkResult) {
    if case .replay = work { catchingUp.insert(seat.connection) }
  }

  func ended(turnOf desk: Desk, at now: Moment, fates: [SimFate], hasDied: Bool) {
    var snapshot = SimSnapshot(context: desk.context)
    for alert in desk.state.open {
      snapshot.open[alert.id] = alert
      let known = last.open[alert.id]
      if let deadline = alert.deadline {
        let isSame = known?.deadline == deadline && last.due[alert.id] != nil
        snapshot.due[alert.id] =
          isSame ? last.due[alert.id] : now.wall + deadline.at - now.line
      }
    }
    take(fates, snapshot: snapshot)
    if !desk.isOwing && !hasDied { durable = snapshot }
    if !hasDied { checkOpen(desk, snapshot) }
    previous = last
    last = snapshot
  }

  /// How the line stood before the turn that has just ended.
  var previous = SimSnapshot()

  /// Follows what is on stable storage. `snapshot` is how the line stands after this turn.
  func take(_ fates: [SimFate], snapshot: SimSnapshot?) {
    for fate in fates {
      switch fate {
      case .committed(let rows):
        referee.take(rows)
        if let snapshot { durable = snapshot }
      case .settled(let rows):
        referee.take(rows)
        durable = last
        uncertain = []
      case .commitUncertain: uncertain.append(snapshot ?? last)
      case .settleUncertain: uncertain.append(last)
      case .lost: continue
      case .reopened(let landed):
        if let landed {
          referee.take(landed.rows)
          durable = uncertain[landed.index]
        }
        uncertain = []
      }
    }
  }

  private func checkOpen(_ desk: Desk, _ snapshot: SimSnapshot) {
    soonest = nil
    for (id, alert) in snapshot.open {
      guard let deadline = deadline(of: alert) else {
        return world.fail("alert \(id) is open and has no deadline")
      }
      soonest = min(soonest ?? deadline.at, deadline.at)
      if deadline.at <= now.line { world.fail("alert \(id) has a deadline that is over") }
      if deadline.at > now.line + deadline.within.milliseconds {
        world.fail("alert \(id) waits longer than it was meant to")
      }
      checkPages(of: planted(alert, desk), desk)
    }
    if let wake = desk.nextWake(), let soonest, wake > soonest {
      world.fail("the line wants to wake after a deadline")
    }
    for id in tries.keys where snapshot.open[id] == nil { tries[id] = nil }
  }

  static func newestPage(_ alert: Alert) -> Int64 {
    alert.pages.last { $0.kind == .emergency }?.id.rawValue ?? 0
  }

  // MARK: Replies

  func replied(_ reply: JSONValue, _ seat: Seat, _ desk: Desk) {
    let wasOwing = owedWhenAsked.removeValue(forKey: seat) ?? false
    for ring in reply["ring"]?.array ?? [] {
      if let page = ring["page"]?.int { out.insert(PageID(page)) }
    }
    guard let request = asked.removeValue(forKey: seat) else { return }
    if request.isHealthProbe { checkHealth(reply, wasOwing) }
    if let reader = request.reader { checkShown(reply, to: reader, desk) }
    if let id = request.requestID { checkRaise(reply, id, request, desk) }
    guard reply["durable"]?.bool == true, let alert = reply["alert"]?.int else { return }
    if desk.isOwing { return world.fail("a reply says durable while rows are owed") }
    let row = world.store.row(of: AlertID(alert))
    if let row, let state = reply["state"]?.string, last.open[AlertID(alert)] != nil,
      row.state != state
    {
      world.fail("alert \(alert) is told as durable, and stored as \(row.state)")
    }
  }

  private func checkHealth(_ reply: JSONValue, _ wasOwing: Bool) {
    let storage = reply["checks"]?.array?.first { $0["name"]?.string == "storage" }
    let isCritical = storage?["status"]?.string == "critical"
    if wasOwing && (!isCritical || reply["status"]?.string != "critical") {
      world.fail("rows are owed, and health does not say so")
    }
  }

  private func checkRaise(_ reply: JSONValue, _ id: String, _ request: SimRequest, _ desk: Desk) {
    guard reply["ok"]?.bool == true, let number = reply["alert"]?.int else {
      // A text that came before the directory was known, or one that was seen before.
      let isAnswered = reply["ok"]?.bool == true && reply["outcome"] != nil
      let mayBeNone = accepted[id] != nil || desk.context.directory.casesInOrder.isEmpty
      if !isAnswered || !mayBeNone { world.fail("the urgent request \(id) was refused") }
      return
    }
    let alert = AlertID(number)
    let isDurable = reply["durable"]?.bool == true
    if isDurable, world.store.alert(of: id) != alert, !world.store.wasUnreadable(id) {
      world.fail("request \(id) was accepted as durable and is not stored")
    }
    if !isDurable, !desk.isOwing {
      world.fail("request \(id) was accepted as not durable, and nothing is owed")
    }
    if let known = accepted[id], known.alert != alert, isBound(known),
      !world.store.wasUnreadable(id)
    {
      world.fail("request \(id) has alert \(alert) and had \(known.alert)")
    }
    if request.isWithheld, reply["repeat"]?.bool == true {
      world.fail("a call without a number joined another one's alert")
    }
    if reply["duplicate"]?.bool == false, reply["repeat"]?.bool == false {
      if let other = raisedBy[alert], other != id {
        world.fail("alert number \(alert) was given to \(other) and to \(id)")
      }
      raisedBy[alert] = id
    }
    let wasDurable = accepted[id]?.isDurable == true
    accepted[id] = Accepted(alert: alert, isDurable: isDurable || wasDurable, life: life)
  }

  /// What was told as durable holds for ever; what was not, for as long as the line lives.
  private func isBound(_ known: Accepted) -> Bool { known.isDurable || known.life == life }
}
