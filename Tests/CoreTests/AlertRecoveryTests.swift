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
    #expect(state.alerts == machine.state.alerts)
    #expect(state.openCount == machine.state.openCount)
    #expect(state.lastAlert == machine.state.lastAlert)
    #expect(state.lastPage == machine.state.lastPage)
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
    #expect(machine.state.openCount == machine.state.alerts.values.filter(\.state.isOpen).count)
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
    var state = LineState()
    for row in machine.recorded {
      state.apply(row.event, to: row.alert, at: Moment(recorded: row.at))
    }
    let earlier = Moment(recorded: machine.now.wall - 7_200_000)
    state.clampDeadlines(to: earlier)
    #expect(state.nextDeadline()?.at == earlier.line + 45_000)
  }
}
