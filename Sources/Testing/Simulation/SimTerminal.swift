import AmparoCore
import AmparoDesk

/// One officer's terminal, or a supervisor's who is told of every alert: it comes back by itself,
/// says what it saw last, and must miss nothing.
final class SimTerminal {
  /// Nil at a console that only watches.
  let officer: OfficerID?
  let isSupervisor: Bool
  private let world: SimWorld
  private let line: SimLine
  private(set) var connection: SimConnection?
  private var lastSeq: Int64?
  /// The number after which it must have been told everything.
  private(set) var firstSeq: Int64?
  /// What it was told under each number.
  private var seen: [Int64: String] = [:]
  private var isAway = false
  var onPage: (JSONValue) -> Void = { _ in }

  init(_ officer: OfficerID?, isSupervisor: Bool, _ world: SimWorld, _ line: SimLine) {
    self.officer = officer
    self.isSupervisor = isSupervisor
    self.world = world
    self.line = line
  }

  /// A person at a console speaks for every officer.
  static let console = Peer(
    uid: 1001, logins: ["1001"], roles: [.responder, .supervisor], actsFor: .any)
  private static let responder = Peer(
    uid: 1002, logins: ["1002"], roles: [.responder], actsFor: .any)

  /// As it is told in what fails.
  var name: String {
    (isSupervisor ? "supervisor's terminal" : "terminal") + (officer.map { " of \($0)" } ?? "")
  }

  func connect() {
    guard connection == nil, !isAway else { return }
    guard let fresh = line.connect(isSupervisor ? Self.console : Self.responder) else {
      return retry()
    }
    connection = fresh
    fresh.onEvent = { [unowned self] in take($0) }
    fresh.onClose = { [unowned self] in
      connection = nil
      retry()
    }
    let after = lastSeq.map { ",\"after\":\($0)" } ?? ""
    let name = officer.map { ",\"officer\":\"\($0)\"" } ?? ""
    let text = "{\"op\":\"queue.subscribe\"\(name)\(after)}"
    line.send(SimRequest(text), on: fresh) { [unowned self] reply in
      if let after = reply?["after"]?.int { lastSeq = after }
      guard let seq = reply?["seq"]?.int, lastSeq == nil else { return }
      lastSeq = seq
      firstSeq = seq
    }
  }

  private func retry() {
    world.after(world.isHealing ? 200 : world.dice.between(50, 5000)) { [unowned self] in connect()
    }
  }

  /// Cut off for so long.
  func cut(for length: Int64) {
    guard let old = connection else { return }
    isAway = true
    connection = nil
    old.onClose = {}
    old.onEvent = { _ in }
    line.hangUp(old)
    world.after(length) { [unowned self] in
      isAway = false
      connect()
    }
  }

  private func take(_ event: JSONValue) {
    let kind = event["event"]?.string ?? ""
    if kind == "page" { receive(event) }
    guard let seq = event["seq"]?.int else { return }
    let what = "\(kind) \(event["alert"]?.int ?? 0) \(event["page"]?.int ?? 0)"
    if let before = seen[seq], before != what {
      world.fail("number \(seq) of the stream was given twice: \(before), \(what)")
    }
    // It keeps only the last number, so a lower one after it would be lost at the next break.
    if let lastSeq, seq <= lastSeq {
      world.fail("the \(name) is told of \(seq) after \(lastSeq)")
    }
    seen[seq] = what
    lastSeq = seq
    if firstSeq == nil { firstSeq = seq - 1 }
  }

  private func receive(_ event: JSONValue) {
    guard let page = event["page"]?.int, let open = connection else { return }
    if event["officer"]?.string != officer?.rawValue {
      world.fail("the \(name) is shown a page of \(event["officer"]?.string ?? "nobody")")
    }
    if world.dice.chance(0.9) {
      line.send(SimRequest("{\"op\":\"page.received\",\"page\":\(page)}"), on: open)
    }
    if event["kind"]?.string == "emergency" { onPage(event) }
  }

  /// Looks at the queue, as people do when they sit down.
  func look() {
    guard let open = connection else { return }
    let name = officer.map { ",\"officer\":\"\($0)\"" } ?? ""
    var request = SimRequest("{\"op\":\"queue.list\"\(name)}")
    request.reader =
      world.plant == .cardToExcluded ? world.dice.pick(world.unit.officers) : officer
    line.send(request, on: open)
  }

  /// The first number that it should have been told and was not; nil where it missed nothing.
  func missed(of expected: [SimReferee.Told]) -> Int64? {
    guard let firstSeq else { return nil }
    return expected.first { told in
      let isForIt = officer.map(told.officers.contains) == true
      return told.seq > firstSeq && (isForIt || isSupervisor && told.isForSupervisors)
        && seen[told.seq] == nil
    }?.seq
  }
}
