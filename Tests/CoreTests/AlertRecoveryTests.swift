import AmparoCore
import Testing

/// Random walks through the alert machine: what must hold after every input, and that the ledger
/// alone brings back the very same state.
@Suite struct AlertRecoveryTests {
  @Test("the ledger's rows bring back the very state that was live", arguments: 0..<40)
  func recovered(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var machine = AlertMachine()
    for _ in 0..<200 {
      let input = Self.input(machine, &generator)
      machine.take(input)
      if case .deadline(let id) = input, Bool.random(using: &generator) {
        machine.passDeadline(of: id)
      }
      try Self.checkInvariants(machine)
    }
    var state = LineState()
    for row in machine.recorded {
      let read = try #require(Recorded(row.entry), "\(row.event.kind) does not read back")
      #expect(read == row)
      state.apply(read.event, to: read.alert, at: Moment(recorded: read.at))
    }
    #expect(state.alerts.byNumber == machine.state.alerts.byNumber)
    #expect(state.openCount == machine.state.openCount)
    #expect(state.lastAlert == machine.state.lastAlert)
    #expect(state.lastPage == machine.state.lastPage)
    try Self.checkReplay(machine)
  }

  /// What a start makes of the open alerts answers every question as the live state does.
  private static func checkReplay(_ machine: AlertMachine) throws {
    var live = machine.state
    let open = live.open.map(\.id).sorted()
    let started = ReplayedAlerts.started(machine.recorded, open, at: machine.now)
    var state = started.state
    #expect(
      started.owing == open.filter { live.alert($0)?.pages.contains { $0.state == .owed } == true })
    #expect(state.alerts.byNumber == live.alerts.byNumber.filter { $0.value.state.isOpen })
    #expect(state.openCount == live.openCount)
    #expect(state.nextDeadline()?.at == live.nextDeadline()?.at)
    #expect(state.open(number: AlertMachine.phone) == live.open(number: AlertMachine.phone))
    #expect(state.open(case: AlertMachine.theCase.id) == live.open(case: AlertMachine.theCase.id))
    for officer in [AlertMachine.assigned, AlertMachine.deputy, AlertMachine.later] {
      #expect(state.held(by: officer) == live.held(by: officer))
    }
    for alert in live.open {
      #expect(state.alert(code: alert.raised.code) == live.alert(code: alert.raised.code))
      for request in [alert.raised.requestID] + alert.joinedRequests {
        #expect(state.alert(request: request) == alert.id)
      }
      for page in alert.pages { #expect(state.alert(page: page.id) == alert.id) }
    }
  }

  @Test("a row that cannot be understood is set aside, and the rest of its alert goes on")
  func badRow() throws {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.acknowledge(AlertID(1), AlertMachine.assigned, .queue))
    let rows = machine.recorded
    let replayed = ReplayedAlerts([AlertID(1), AlertID(2)]) { id, take in
      for (place, row) in rows.enumerated() where row.alert == id {
        take(Int64(place), row.event.kind == "step_started" ? nil : row.event, row.at)
      }
      take(99, .noted(text: "before its beginning"), 1)
    }
    #expect(replayed.count == 1)
    #expect(replayed.badRows == [1])
    #expect(replayed.owing == [])
    var state = LineState()
    state.insert(replayed, at: machine.now)
    #expect(state.alert(AlertID(1))?.state == .acknowledged)
    #expect(state.alert(AlertID(1))?.pages == [])
    #expect(state.alert(AlertID(2)) == nil)
  }

  @Test("what was read of an alert before the disk failed counts, and the failure is told")
  func failure() throws {
    var machine = AlertMachine()
    machine.raise()
    machine.raise(nil)
    let rows = machine.recorded
    let replayed = ReplayedAlerts([AlertID(1), AlertID(2)]) { id, take throws(JournalFailure) in
      for row in rows where row.alert == id {
        take(1, row.event, row.at)
        if id == AlertID(1) { throw JournalFailure(message: "gone") }
      }
    }
    #expect(replayed.failure?.message == "gone")
    var state = LineState()
    state.insert(replayed, at: machine.now)
    #expect(state.alert(AlertID(1))?.step == 0)
    #expect(state.alert(AlertID(1))?.deadline != nil)
    #expect(state.alert(AlertID(2)) == machine.state.alert(AlertID(2)))
  }

  private static func checkInvariants(_ machine: AlertMachine) throws {
    var soonest: Int64?
    for alert in machine.state.alerts.values {
      #expect((alert.deadline != nil) == alert.state.isOpen)
      #expect(!alert.state.isHeld || alert.responder != nil)
      #expect(!alert.pages.contains { $0.officer == AlertMachine.excluded })
      if let at = alert.deadline?.at { soonest = min(soonest ?? at, at) }
    }
    var state = machine.state
    #expect(state.nextDeadline()?.at == soonest)
    #expect(machine.state.openCount == machine.state.alerts.values.count(where: \.state.isOpen))
  }

  private static func input(
    _ machine: AlertMachine, _ generator: inout SeededGenerator
  ) -> Input {
    let id = AlertID(Int64.random(in: 1...max(1, machine.state.lastAlert), using: &generator))
    let officers = [AlertMachine.assigned, AlertMachine.deputy, AlertMachine.later]
    let officer = officers.randomElement(using: &generator) ?? AlertMachine.assigned
    let page = PageID(Int64.random(in: 1...max(1, machine.state.lastPage), using: &generator))
    switch Int.random(in: 0..<14, using: &generator) {
    case 0:
      var request = RaiseRequest(
        requestID: "q\(generator.next() % 500)", entropy: generator.next())
      request.call.number = Bool.random(using: &generator) ? AlertMachine.phone : nil
      request.call.note = "words"
      request.isDrill = Bool.random(using: &generator)
      return .raise(request)
    case 1: return .update(id, CallUpdated(change: .callDropped, note: "gone"))
    case 2: return .acknowledge(id, officer, .queue)
    case 3: return .decline(id, officer, .sms, reason: "no")
    case 4: return .progress(id, officer, .enRoute)
    case 5: return .progress(id, officer, .onScene)
    case 6: return .release(id, officer, reason: "")
    case 7: return .transfer(id, to: officer)
    case 8: return .note(id, officer, text: "nota")
    case 9:
      let outcome = Outcome.allCases.randomElement(using: &generator) ?? .attended
      let closing = Closing(
        outcome, complaint: .filed, referrals: [.school, .nationalPolice], note: "fin")
      return .resolve(id, officer, closing, bySupervisor: false)
    case 10 where generator.next() % 4 == 0: return .cancel(id, reason: "x")
    case 11: return .pageResult(page, .failed, detail: "no terminal")
    case 12: return .pageResult(page, .delivered, detail: nil)
    default: return .deadline(id)
    }
  }

  @Test("no body of the ledger holds a number, an address or a person's words")
  func bodiesAreFree() throws {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.note(AlertID(1), nil, text: "palabras"))
    machine.take(.decline(AlertID(1), AlertMachine.assigned, .queue, reason: "palabras"))
    machine.take(
      .resolve(AlertID(1), nil, Closing(.attended, note: "palabras"), bySupervisor: true))
    for row in machine.recorded {
      let body = String(decoding: row.entry.body, as: UTF8.self)
      #expect(!body.contains("600111001"))
      #expect(!body.contains("palabras"))
    }
  }

  @Test("an erased personal part reads as empty words")
  func erased() throws {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.note(AlertID(1), nil, text: "palabras"))
    for row in machine.recorded {
      var entry = row.entry
      entry.personal = nil
      #expect(Recorded(entry)?.event.kind == row.event.kind)
    }
  }

  @Test("a wall clock set back before a restart lengthens no wait")
  func clamped() throws {
    var machine = AlertMachine()
    machine.raise()
    let earlier = Moment(recorded: machine.now.wall - 7_200_000)
    var state = ReplayedAlerts.started(machine.recorded, [AlertID(1)], at: earlier).state
    #expect(state.nextDeadline()?.at == earlier.line + 45_000)
  }
}

extension ReplayedAlerts {
  /// The state that a start makes of the rows of those alerts.
  fileprivate static func started(
    _ rows: [Recorded], _ alerts: [AlertID], at now: Moment
  ) -> (state: LineState, owing: [AlertID]) {
    let replayed = ReplayedAlerts(alerts[...]) { id, take in
      for row in rows where row.alert == id { take(0, row.event, row.at) }
    }
    var state = LineState()
    let owing = replayed.owing.sorted()
    state.insert(replayed, at: now)
    return (state, owing)
  }
}

extension AlertTable {
  fileprivate var byNumber: [AlertID: Alert] {
    Dictionary(uniqueKeysWithValues: values.map { ($0.id, $0) })
  }
}
