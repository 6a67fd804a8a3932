import AmparoCore
import AmparoDesk

/// The telephony gateway: it hands calls in until they are accepted, rings officers who have a
/// number, and takes the pages of the `call` channel where that is a worker's.
final class SimGateway {
  private let world: SimWorld
  private let line: SimLine
  private var calls = 0
  /// The connection that calls come in by, and the one that serves the channel.
  private(set) var connection: SimConnection?
  private var worker: SimConnection?
  private var workerIsAway = false
  /// Pages that the worker was given, and those of them that were taken back.
  private var dialled: Set<PageID> = []
  private var withdrawn: Set<PageID> = []
  private var underWay = 0
  private var old: [SimRequest] = []
  var onPage: (OfficerID, AlertID) -> Void = { _, _ in }

  /// Calls that are still to be accepted.
  var isIdle: Bool { underWay == 0 }

  private static let peer = Peer(uid: 900, logins: ["900"], roles: [.gateway])

  init(_ world: SimWorld, _ line: SimLine) {
    self.world = world
    self.line = line
  }

  func connect() {
    if connection?.isOpen != true { connection = line.connect(Self.peer) }
    connectWorker()
  }

  // MARK: Calls

  /// Somebody calls, and perhaps again soon.
  func call() {
    if world.dice.chance(0.1) { return text() }
    let caller = caller()
    raise(caller.text, isWithheld: caller.isWithheld)
    if world.dice.chance(world.plan.repeatCall) {
      for _ in 0..<world.dice.between(1, 3) {
        world.after(world.dice.between(500, 120_000)) { [unowned self] in
          if !world.isHealing { raise(caller.text, isWithheld: caller.isWithheld) }
        }
      }
    }
  }

  private func caller() -> (text: String, isWithheld: Bool) {
    let index = world.dice.below(world.unit.cases.count)
    if world.dice.chance(world.plan.withheld) {
      return (
        world.dice.pick([#""anonymous""#, #""""#, "null", #""sip:anonymous@anonymous.invalid""#]),
        true
      )
    }
    switch world.dice.below(8) {
    case 0: return ("\"6005550\(10 + world.dice.below(3))\"", false)
    case 1: return ("\"\(SimUnit.aggressorPhone(index / 5 * 5 + 4).e164)\"", false)
    case 2: return ("{\"odd\":1}", true)
    default: return ("\"\(SimUnit.phone(index).number.e164)\"", false)
    }
  }

  /// A victim writes instead; the modem's event handler may run twice.
  private func text() {
    calls += 1
    let number = SimUnit.phone(world.dice.below(world.unit.cases.count)).number.e164
    var request = SimRequest(
      "{\"op\":\"sms.received\",\"message\":\"m\(calls)\",\"from\":\"\(number)\","
        + "\"text\":\"help\"}")
    request.requestID = "sms-m\(calls)"
    underWay += 1
    send(request)
  }

  /// An officer answers by text message, now and then with a code that is none.
  func text(_ word: String, of officer: OfficerID, to alert: AlertID) {
    let known = line.desk?.state.alert(alert)?.raised.code ?? ""
    let code = world.dice.chance(0.05) ? "ZZZZ" : known
    guard
      let number = world.unit.directory.officer(officer)?.contacts.compactMap(\.address).first
    else { return }
    calls += 1
    let request =
      "{\"op\":\"sms.received\",\"message\":\"m\(calls)\",\"from\":\"\(number)\","
      + "\"text\":\"\(word) \(code)\"}"
    for _ in 0...(world.dice.chance(world.plan.duplicate) ? 1 : 0) { tell(request) }
  }

  private func raise(_ caller: String, isWithheld: Bool) {
    calls += 1
    let source = world.dice.pick(["phone", "phone", "phone", "app", "sms", "nonsense"])
    var more = ""
    if world.dice.chance(0.1) { more += ",\"silent\":true" }
    if world.dice.chance(0.05) { more += ",\"drill\":true" }
    if source == "phone", world.dice.chance(world.plan.rings) { more += ",\"rings\":true" }
    let id = "call-\(calls)"
    var request = SimRequest(
      "{\"op\":\"alert.raise\",\"request_id\":\"\(id)\",\"caller\":\(caller),"
        + "\"source\":\"\(source)\"\(more)}")
    request.requestID = id
    request.isWithheld = isWithheld || world.plant == .joinedStrangers
    underWay += 1
    send(request)
  }

  /// Until it is accepted; then perhaps again, as a gateway does that lost count.
  private func send(_ request: SimRequest) {
    connect()
    guard let connection, connection.isOpen else {
      return world.after(world.dice.between(100, 1500)) { [unowned self] in send(request) }
    }
    if world.dice.chance(world.plan.duplicate) { line.send(request, on: connection) }
    line.send(request, on: connection) { [unowned self] reply in
      guard let reply, reply["ok"]?.bool == true else {
        return world.after(world.dice.between(50, 1500)) { [unowned self] in send(request) }
      }
      underWay -= 1
      accepted(request, reply)
    }
  }

  private func accepted(_ request: SimRequest, _ reply: JSONValue) {
    guard let alert = reply["alert"]?.int else { return }
    old.append(request)
    ring(reply, AlertID(alert))
    if world.dice.chance(0.5) { follow(AlertID(alert), left: 6) }
    if world.dice.chance(world.plan.duplicate) {
      world.after(world.dice.about(3_600_000)) { [unowned self] in again(request) }
    }
    if world.dice.chance(0.4) {
      world.after(world.dice.between(1000, 300_000)) { [unowned self] in
        let what = world.dice.pick(["call_ended", "call_dropped", "note"])
        tell("{\"op\":\"alert.update\",\"alert\":\(alert),\"event\":\"\(what)\",\"note\":\"n\"}")
      }
    }
  }

  /// The dial loop: waits for the next step and rings whom it names.
  private func follow(_ alert: AlertID, left: Int) {
    guard left > 0, !world.isHealing, let connection, connection.isOpen else { return }
    line.send(
      SimRequest("{\"op\":\"alert.wait\",\"alert\":\(alert),\"for\":\"50s\"}"), on: connection
    ) {
      [unowned self] reply in
      guard let reply, reply["state"]?.string == "paging" else { return }
      ring(reply, alert)
      follow(alert, left: left - 1)
    }
  }

  private func ring(_ reply: JSONValue, _ alert: AlertID) {
    for target in reply["ring"]?.array ?? [] {
      guard let officer = target["officer"]?.string else { continue }
      if let page = target["page"]?.int { report(PageID(page), token: nil) }
      onPage(OfficerID(officer), alert)
    }
  }

  private func again(_ request: SimRequest) {
    guard let connection, connection.isOpen else { return }
    line.send(request, on: connection)
  }

  /// Hands in all calls once more: each must be known.
  func repeatAll() {
    for request in old { again(request) }
  }

  func tell(_ text: String, then: @escaping (JSONValue?) -> Void = { _ in }) {
    connect()
    guard let connection, connection.isOpen else { return then(nil) }
    line.send(SimRequest(text), on: connection, then: then)
  }

  // MARK: The worker's channel

  private var channelHasWorker: Bool {
    world.unit.settings[line.configuration].workers[Contact.callChannel] != nil
  }

  private func connectWorker() {
    guard worker == nil, !workerIsAway, channelHasWorker, let fresh = line.connect(Self.peer) else {
      return
    }
    worker = fresh
    fresh.onEvent = { [unowned self] in take($0) }
    fresh.onClose = { [unowned self] in worker = nil }
    line.send(SimRequest("{\"op\":\"channel.subscribe\",\"channel\":\"call\"}"), on: fresh)
  }

  func cutWorker(for length: Int64) {
    guard let old = worker else { return }
    workerIsAway = true
    worker = nil
    old.onClose = {}
    old.onEvent = { _ in }
    line.hangUp(old)
    world.after(length) { [unowned self] in
      workerIsAway = false
      connect()
    }
  }

  private func take(_ event: JSONValue) {
    if event["event"]?.string == "withdraw", let page = event["page"]?.int {
      // The telephone rings no more; what it came to may be on its way already.
      if !dialled.contains(PageID(page)) { world.fail("page \(page) is withdrawn, and never rang") }
      withdrawn.insert(PageID(page))
    }
    guard event["event"]?.string == "dial", let page = event["page"]?.int,
      let officer = event["officer"]?.string, let alert = event["alert"]?.int
    else { return }
    dialled.insert(PageID(page))
    withdrawn.remove(PageID(page))
    let isReached = report(PageID(page), token: event["token"]?.string)
    if isReached { onPage(OfficerID(officer), AlertID(alert)) }
  }

  /// How a call ends, told late, twice, or never. Says whether it was taken.
  @discardableResult
  private func report(_ page: PageID, token: String?) -> Bool {
    if !world.isHealing, world.dice.chance(world.plan.channelSilent) { return false }
    let fails = !world.isHealing && world.dice.chance(world.plan.channelFails)
    let result = world.dice.pick(
      fails ? ["failed", "no_answer", "busy"] : ["sent", "delivered", "answered"])
    let proof = token.map { ",\"token\":\"\($0)\"" } ?? ""
    let text = "{\"op\":\"page.result\",\"page\":\(page),\"result\":\"\(result)\"\(proof)}"
    for _ in 0...(world.dice.chance(world.plan.duplicate) ? 1 : 0) {
      let isPrompt = world.dice.chance(0.3)
      world.after(world.dice.between(10, 20_000)) { [unowned self] in
        if isPrompt || !withdrawn.contains(page) { tell(text) }
      }
    }
    return !fails
  }
}
