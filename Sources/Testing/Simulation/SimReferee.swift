import AmparoCore
import AmparoDesk

/// Reads the ledger as it grows, by its own rules of what may follow what.
final class SimReferee {
  private struct Record {
    var state = AlertState.paging
    /// The newest step, begun or found empty.
    var step = 0
    var round = 0
    /// The newest step of this round that began; 0 for none.
    var began = 0
    var responder: OfficerID?
    var isUnknownCaller: Bool
    var number: PhoneNumber?
    var paged: Set<OfficerID> = []
  }

  let world: SimWorld
  private var alerts: [AlertID: Record] = [:]
  private var requests: [String: AlertID] = [:]
  private var lastSeq: Int64 = 0
  private var lastStream: Int64 = 0
  private var mayJump = true
  private(set) var rows = 0
  /// What terminals must have been told.
  struct Told {
    /// In the stream.
    var seq: Int64
    var officers: Set<OfficerID>
    var isForSupervisors: Bool
  }
  private(set) var expected: [Told] = []
  /// Alerts raised.
  var raised: Int { alerts.count }

  init(_ world: SimWorld) { self.world = world }

  /// Rows that are on stable storage now; those that were before are passed over.
  func take(_ rows: [StoredEntry]) {
    for row in rows where row.seq > lastSeq {
      if row.seq != lastSeq + 1 { world.fail("the ledger has no row \(lastSeq + 1)") }
      lastSeq = row.seq
      self.rows += 1
      take(row.entry)
    }
  }

  private func take(_ entry: LedgerEntry) {
    if entry.kind == "started" { mayJump = true }
    guard entry.book == .alerts, entry.alert != nil else { return takeStream(entry) }
    guard let read = Recorded(entry), let id = entry.alert else {
      return world.fail("a row of the ledger cannot be read back")
    }
    let recorded = planted(read)
    takeStream(recorded)
    if case .raised(let raised) = recorded.event {
      if alerts[id] != nil { world.fail("alert \(id) was raised twice") }
      alerts[id] = Record(isUnknownCaller: raised.cases.isEmpty, number: raised.call.number)
      return accept(raised.requestID, id)
    }
    guard var record = alerts[id] else {
      return world.fail("alert \(id) was not raised before \(entry.kind)")
    }
    follow(recorded.event, of: id, &record)
    let told = recorded.standing
    if record.state != told.state || record.responder != told.responder {
      world.fail("alert \(id) is \(told.state) after \(entry.kind), not \(record.state)")
    }
    alerts[id] = record
    noteExpected(recorded)
  }

  /// What a line with such a fault would have written.
  private func planted(_ recorded: Recorded) -> Recorded {
    var recorded = recorded
    switch (world.plant, recorded.event) {
    case (.repeatedStep, .stepStarted(var start)) where start.cause == .timeUp:
      start.step = alerts[recorded.alert]?.began ?? start.step
      start.round = alerts[recorded.alert]?.round ?? start.round
      recorded.event = .stepStarted(start)
    case (.secondAcknowledgement, .supported(let officer, let via)):
      recorded.event = .acknowledged(officer: officer, via: via, within: .minutes(1))
    case (.changedAfterClosing, .lateFact(let officer, _, _)):
      recorded.event = .declined(officer: officer, via: .queue, reason: "late")
    case (_, _): break
    }
    return recorded
  }

  private func accept(_ requestID: String, _ id: AlertID) {
    if let other = requests[requestID], other != id, !world.store.wasUnreadable(requestID) {
      world.fail("request \(requestID) has the alerts \(other) and \(id)")
    }
    requests[requestID] = id
  }

  private func follow(_ event: AlertEvent, of id: AlertID, _ record: inout Record) {
    switch event {
    case .raised: return
    case .callRepeated(let call):
      accept(call.requestID, id)
      if record.isUnknownCaller, call.call.number == nil || call.call.number != record.number {
        world.fail("another caller joined the unknown caller's alert \(id)")
      }
      mustBeOpen(record, id)
    case .stepStarted(let start): begin(start, id, &record)
    case .stepEmpty(let step, let round, _):
      if record.round != round { record.began = 0 }
      record.step = step
      record.round = round
    case .acknowledged(let officer, _, _):
      if record.state != .paging { world.fail("alert \(id) was acknowledged twice") }
      record.state = .acknowledged
      record.responder = officer
    case .progressed(let officer, let status, _, _):
      mustBeOpen(record, id)
      record.state = status == .enRoute ? .enRoute : .onScene
      if record.responder != officer { world.fail("alert \(id) moves by another's hand") }
    case .responderSilent, .transferred:
      mustBeOpen(record, id)
      record.state = .paging
    case .released:
      record.state = .paging
      record.responder = nil
    case .resolved, .cancelled:
      mustBeOpen(record, id)
      if case .resolved = event { record.state = .resolved } else { record.state = .cancelled }
    case .roundPaused, .checkInAsked, .checkedIn, .declined: mustBeOpen(record, id)
    case .callUpdated, .notified, .pageEnded, .supported, .noted, .lateFact: return
    }
  }

  private func mustBeOpen(_ record: Record, _ id: AlertID) {
    if !record.state.isOpen { world.fail("the closed alert \(id) was changed") }
  }

  /// A step ends once: what follows is a later one, unless a person or a silence began it anew.
  private func begin(_ start: StepStarted, _ id: AlertID, _ record: inout Record) {
    mustBeOpen(record, id)
    switch start.cause {
    case .timeUp, .allDeclined, .allFailed, .repeatCall, .roundBegun, .responderSilent:
      if (start.round, start.step) <= (record.round, record.began) { checkLater(start, id, record) }
    case .raised:
      if record.round > 0 { world.fail("alert \(id) began twice") }
    case .checkInMissed, .released, .transferred: break
    }
    if start.pages.isEmpty { world.fail("a step of alert \(id) pages nobody") }
    record.step = start.step
    record.round = start.round
    record.began = start.step
    record.state = .paging
    record.paged.formUnion(start.pages.map(\.officer))
  }

  private func checkLater(_ start: StepStarted, _ id: AlertID, _ record: Record) {
    world.fail(
      "step \(start.step) of round \(start.round) of alert \(id) follows step \(record.step) of "
        + "round \(record.round) (\(start.cause.rawValue))")
  }

  // MARK: The stream

  private func takeStream(_ entry: LedgerEntry) {
    if let stream = entry.stream {
      takeStream(stream, 1)
      noteExpected(entry, stream)
    }
    if entry.book == .access, entry.kind == "card_paged" {
      if let seq = Self.seq(entry), seq != lastStream { takeStream(seq, 1) }
    }
  }

  /// What is no alert's: a change of health, or a notice. One that was told to a single terminal
  /// when it came is told anew by whatever comes next.
  private func noteExpected(_ entry: LedgerEntry, _ seq: Int64) {
    guard let line = StreamLine(entry) else {
      return world.fail("a row of the stream cannot be read back: \(entry.kind)")
    }
    guard !line.isAgain else { return }
    expected.append(
      Told(seq: seq, officers: Set(line.officers), isForSupervisors: line.isForSupervisors))
  }

  private static func seq(_ entry: LedgerEntry) -> Int64? { body(entry)?["seq"]?.int }

  private static func body(_ entry: LedgerEntry) -> JSONValue? {
    do {
      return try JSONParser.parse(entry.body)
    } catch {
      return nil
    }
  }

  private func takeStream(_ recorded: Recorded) {
    guard let stream = recorded.stream else { return }
    takeStream(stream, StreamEvent.count(of: recorded.event))
  }

  private func takeStream(_ first: Int64, _ count: Int64) {
    let mayLeap = first - lastStream > Desk.numbersPerSecond
    if first != lastStream + 1, !(first > lastStream && (mayJump || mayLeap)) {
      world.fail("number \(first) of the stream follows \(lastStream)")
    }
    mayJump = false
    lastStream = first + count - 1
  }

  private func noteExpected(_ recorded: Recorded) {
    for event in recorded.streamEvents {
      let involved = Set(event.standing.involved)
      switch event.kind {
      case .page(let order, _, _):
        expected.append(Told(seq: event.seq, officers: [order.officer], isForSupervisors: false))
      case .alert, .repeatCall:
        expected.append(Told(seq: event.seq, officers: involved, isForSupervisors: true))
      case .standDown:
        let others = involved.subtracting([event.standing.responder].compactMap(\.self))
        expected.append(Told(seq: event.seq, officers: others, isForSupervisors: true))
      }
    }
  }
}
