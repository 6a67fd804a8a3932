import AmparoCore
import AmparoDesk

/// One officer's terminal: it comes back by itself, says what it saw last, and must miss nothing.
final class SimTerminal {
  let officer: OfficerID
  private let world: SimWorld
  private let line: SimLine
  private(set) var connection: SimConnection?
  private var lastSeq: Int64?
  /// The number after which it must have been told everything.
  private(set) var firstSeq: Int64?
  /// What it was told under each number.
  private var seen: [Int64: String] = [:]
  private var lastAt: Int64 = 0
  private var isAway = false
  var onPage: (JSONValue) -> Void = { _ in }

  init(_ officer: OfficerID, _ world: SimWorld, _ line: SimLine) {
    self.officer = officer
    self.world = world
    self.line = line
  }

  /// A person at a console speaks for every officer.
  static let console = Peer(
    uid: 1001, logins: ["1001"], roles: [.responder, .supervisor], actsFor: .any)
  private static let peer = Peer(uid: 1002, logins: ["1002"], roles: [.responder], actsFor: .any)

  func connect() {
    guard connection == nil, !isAway else { return }
    guard let fresh = line.connect(Self.peer) else { return retry() }
    connection = fresh
    fresh.onEvent = { [unowned self] in take($0) }
    fresh.onClose = { [unowned self] in
      connection = nil
      retry()
    }
    let after = lastSeq.map { ",\"after\":\($0)" } ?? ""
    let text = "{\"op\":\"queue.subscribe\",\"officer\":\"\(officer)\"\(after)}"
    line.send(SimRequest(text), on: fresh) { [unowned self] reply in
      guard let seq = reply?["seq"]?.int, lastSeq == nil else { return }
      lastSeq = seq
      firstSeq = seq
    }
  }

  /// Within one turn notices leave ahead of pages with lower numbers; what follows within this
  /// time, in milliseconds, may be of the same turn.
  private static let turnTime: Int64 = 50

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
    if let before = seen[seq], before != what, !world.store.mayRepeatNumbers {
      world.fail("number \(seq) of the stream was given twice: \(before), \(what)")
    }
    if let lastSeq, seq <= lastSeq, seen[seq] == nil, firstSeq.map({ seq > $0 }) ?? false,
      !world.store.mayRepeatNumbers, world.time > lastAt + world.plan.delayMax + Self.turnTime
    {
      world.fail("terminal of \(officer) is told of \(seq) after \(lastSeq)")
    }
    seen[seq] = what
    if seq > lastSeq ?? 0 { lastAt = world.time }
    lastSeq = max(lastSeq ?? seq, seq)
    if firstSeq == nil { firstSeq = seq - 1 }
  }

  private func receive(_ event: JSONValue) {
    guard let page = event["page"]?.int, let open = connection else { return }
    if world.dice.chance(0.9) {
      line.send(SimRequest("{\"op\":\"page.received\",\"page\":\(page)}"), on: open)
    }
    if event["kind"]?.string == "emergency" { onPage(event) }
  }

  /// The first number that it should have been told and was not; nil where it missed nothing.
  func missed(of expected: [(seq: Int64, officers: Set<OfficerID>)]) -> Int64? {
    guard let firstSeq, !world.store.mayRepeatNumbers else { return nil }
    return expected.first {
      $0.seq > firstSeq && $0.officers.contains(officer) && seen[$0.seq] == nil
    }?.seq
  }
}
