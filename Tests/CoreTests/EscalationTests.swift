import AmparoCore
import Testing

@Suite struct EscalationTests {
  private let id = AlertID(1)

  @Test("silence escalates step by step, then repeats from the policy's step for ever")
  func steps() throws {
    var machine = AlertMachine()
    machine.raise()
    #expect(machine.pagedNow == [AlertMachine.assigned, AlertMachine.deputy])
    #expect(machine.alert()?.deadline?.at == machine.now.line + 45_000)
    for round in 0..<50 {
      machine.passDeadline()
      #expect(machine.pagedNow == [AlertMachine.later])
      #expect(machine.alert()?.step == 2)
      #expect(machine.alert()?.round == round)
    }
  }

  @Test("a round that reached nobody is followed after a pause, whoever declined before it")
  func noSpinAfterADecline() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.decline(id, AlertMachine.assigned, .queue, reason: "ill"))
    for _ in 0..<20 {
      guard let page = machine.alert()?.pages.first(where: { $0.state == .owed }) else { break }
      machine.take(.pageResult(page.id, .failed, detail: nil))
    }
    // The first round reached who declined; the one after it reached nobody.
    #expect(machine.alert()?.deadline?.wait == .roundPause)
    #expect(machine.alert()?.round == 1)
  }

  @Test("who declined and is asked again, since nobody else is left, has the step's time again")
  func askedAgain() throws {
    var machine = AlertMachine()
    machine.raise()
    for officer in [AlertMachine.assigned, AlertMachine.deputy, AlertMachine.later] {
      machine.take(.decline(id, officer, .queue, reason: "ill"))
    }
    #expect(machine.pagedNow == [AlertMachine.later, AlertMachine.control])
    let round = machine.alert()?.round
    let page = try #require(
      machine.alert()?.pages.last { $0.officer == AlertMachine.control })
    machine.take(.pageResult(page.id, .failed, detail: nil))
    #expect(machine.alert()?.round == round)
    #expect(machine.alert()?.deadline?.wait == .step)
    machine.take(.decline(id, AlertMachine.later, .queue, reason: "still ill"))
    #expect(machine.alert()?.round != round)
  }

  @Test("an alert is not transferred to someone whom no channel reaches")
  func transferToTheUnreachable() {
    var machine = AlertMachine()
    machine.context.directory.put(Officer(id: AlertMachine.later, name: "none"))
    machine.raise()
    let decision = machine.take(.transfer(id, to: AlertMachine.later))
    #expect(decision.events.isEmpty)
    #expect(decision.refusal != nil)
  }

  @Test("an early or doubled tick does nothing")
  func earlyTick() {
    var machine = AlertMachine()
    machine.raise()
    machine.pass(.milliseconds(44_999))
    #expect(machine.take(.deadline(id)).events.isEmpty)
    machine.pass(.milliseconds(1))
    #expect(machine.take(.deadline(id)).events.count == 1)
    #expect(machine.take(.deadline(id)).events.isEmpty)
  }

  @Test("an absent officer is passed over with the reason on record")
  func absent() throws {
    let away = Absence(
      officer: AlertMachine.assigned, from: 0, to: .max, reason: "leave")
    var machine = AlertMachine(absences: [away])
    machine.raise()
    #expect(machine.pagedNow == [AlertMachine.deputy])
    guard case .stepStarted(let start)? = machine.recorded.last?.event else {
      Issue.record("no step began")
      return
    }
    #expect(start.passedOver.map(\.cause) == [.absent])
  }

  @Test("a step with nobody takes no time, and the last resort is told beside the next")
  func emptyStep() {
    let everyone = [AlertMachine.assigned, AlertMachine.deputy].map {
      Absence(officer: $0, from: 0, to: .max, reason: "leave")
    }
    var machine = AlertMachine(absences: everyone)
    let decision = machine.raise()
    #expect(decision.events.map(\.kind) == ["raised", "step_empty", "step_started"])
    #expect(machine.alert()?.step == 2)
    #expect(machine.pagedNow == [AlertMachine.later, AlertMachine.control])
  }

  @Test("with nobody left in the whole policy the absent are paged, and the last resort")
  func nobodyLeft() {
    let everyone = ["o1", "o2", "o3"].map {
      Absence(officer: OfficerID($0), from: 0, to: .max, reason: "leave")
    }
    var machine = AlertMachine(absences: everyone)
    machine.raise()
    let expected = ["o1", "o2", "o3"].map { OfficerID($0) } + [AlertMachine.control]
    #expect(machine.pagedNow == expected)
  }

  @Test("an excluded officer is never paged, whoever is left")
  func excluded() {
    let only = Policy(
      name: "standard",
      steps: [Step(page: [.officer(AlertMachine.excluded)], ackWithin: .seconds(10))])
    var machine = AlertMachine(policy: only)
    machine.raise()
    for _ in 0..<5 {
      #expect(machine.pagedNow == [AlertMachine.control])
      machine.passDeadline()
    }
  }

  @Test("who holds another alert is passed over, but not for a drill")
  func busy() {
    for isDrill in [false, true] {
      var machine = AlertMachine()
      machine.raise(isDrill: isDrill)
      machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
      machine.raise(AlertMachine.phone, isDrill: !isDrill)
      let expected =
        isDrill ? [AlertMachine.assigned, AlertMachine.deputy] : [AlertMachine.deputy]
      #expect(machine.pagedNow == expected)
    }
  }

  @Test("when all have declined the next step begins at once")
  func allDeclined() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.decline(id, AlertMachine.assigned, .queue, reason: "court"))
    #expect(machine.alert()?.step == 1)
    machine.take(.decline(id, AlertMachine.deputy, .queue, reason: "court"))
    #expect(machine.alert()?.step == 2)
  }

  @Test("when every page has failed the next step begins at once")
  func allFailed() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.pageResult(PageID(1), .failed, detail: nil))
    #expect(machine.alert()?.step == 1)
    machine.take(.pageResult(PageID(2), .noAnswer, detail: nil))
    #expect(machine.alert()?.step == 2)
  }

  @Test("a round that reached nobody is followed by the next after one second")
  func roundPause() throws {
    var machine = AlertMachine()
    machine.raise()
    for page in [1, 2, 3] {
      machine.take(.pageResult(PageID(Int64(page)), .failed, detail: nil))
    }
    let deadline = try #require(machine.alert()?.deadline)
    #expect(deadline.wait == .roundPause)
    #expect(deadline.at == machine.now.line + 1000)
    machine.passDeadline()
    #expect(machine.alert()?.round == 1)
    #expect(machine.alert()?.step == 2)
  }

  @Test("a round that reached nobody is followed by one that pages the last resort, too")
  func roundThatFailed() {
    var machine = AlertMachine()
    machine.raise()
    for page in [1, 2, 3] {
      #expect(!machine.pagedNow.contains(AlertMachine.control))
      machine.take(.pageResult(PageID(Int64(page)), .failed, detail: nil))
    }
    machine.passDeadline()
    #expect(machine.pagedNow == [AlertMachine.later, AlertMachine.control])
    machine.take(.pageResult(PageID(5), .delivered, detail: nil))
    machine.passDeadline()
    #expect(machine.pagedNow == [AlertMachine.later])
  }

  @Test("officers of an earlier step may still acknowledge; the first wins")
  func earlierStep() {
    var machine = AlertMachine()
    machine.raise()
    machine.passDeadline()
    machine.take(.acknowledge(id, AlertMachine.deputy, .queue))
    #expect(machine.alert()?.responder == AlertMachine.deputy)
    machine.take(.acknowledge(id, AlertMachine.later, .queue))
    #expect(machine.alert()?.responder == AlertMachine.deputy)
    #expect(machine.alert()?.support == [AlertMachine.later])
  }

  @Test("support is told a secret only where it was paged")
  func support() {
    var machine = AlertMachine()
    machine.raise()
    for officer in [AlertMachine.assigned, AlertMachine.deputy, AlertMachine.later] {
      machine.take(.acknowledge(id, officer, .queue))
    }
    let alert = machine.alert()
    #expect(alert?.support == [AlertMachine.deputy, AlertMachine.later])
    #expect(alert?.asks(AlertMachine.assigned) == true)
    #expect(alert?.asks(AlertMachine.deputy) == true)
    #expect(alert?.asks(AlertMachine.later) == false)
  }

  @Test("a silent responder keeps the alert while paging goes on, and another may take it")
  func silentResponder() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
    machine.pass(.seconds(179))
    #expect(machine.take(.deadline(id)).events.isEmpty)
    machine.passDeadline()
    #expect(machine.alert()?.state == .paging)
    #expect(machine.alert()?.responder == AlertMachine.assigned)
    machine.take(.acknowledge(id, AlertMachine.later, .queue))
    #expect(machine.alert()?.responder == AlertMachine.later)
    #expect(machine.alert()?.support == [AlertMachine.assigned])
  }

  @Test("a missed check-in pages the supervisors")
  func checkIn() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
    machine.take(.progress(id, AlertMachine.assigned, .onScene))
    machine.passDeadline()
    #expect(machine.alert()?.deadline?.wait == .checkInAnswer)
    machine.passDeadline()
    #expect(machine.alert()?.state == .paging)
    #expect(machine.pagedNow.contains(AlertMachine.later))
  }

  @Test("a released alert pages the same step again, without who gave it back")
  func released() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
    machine.take(.release(id, AlertMachine.assigned, reason: "ill"))
    #expect(machine.alert()?.step == 1)
    #expect(machine.pagedNow == [AlertMachine.deputy])
  }

  @Test("a further call postpones nothing, and the second while nobody answers advances a step")
  func furtherCalls() {
    var machine = AlertMachine()
    machine.raise()
    let deadline = machine.alert()?.deadline
    machine.pass(.seconds(5))
    #expect(machine.raise().isRepeat)
    #expect(machine.alert()?.deadline == deadline)
    machine.raise()
    #expect(machine.alert()?.step == 2)
    #expect(machine.state.openCount == 1)
  }

  @Test("two withheld calls are never taken for one caller")
  func withheld() {
    var machine = AlertMachine()
    machine.raise(nil)
    machine.raise(nil)
    #expect(machine.state.openCount == 2)
  }

  @Test("a number of two cases names both and follows the higher risk")
  func ambiguous() {
    var other = AlertMachine.theCase
    other.id = CaseID("VG-2")
    other.risk = .extreme
    var machine = AlertMachine(cases: [AlertMachine.theCase, other])
    machine.raise()
    #expect(machine.alert()?.raised.cases == [CaseID("VG-2"), CaseID("VG-1")])
    #expect(machine.alert()?.raised.risk == .extreme)
  }

  @Test("an aggressor's line raises the alert of that victim's case, marked as such")
  func aggressor() {
    let line = PhoneNumber(canonical: "+34600222001")
    var item = AlertMachine.theCase
    item.aggressorPhones = [line]
    var machine = AlertMachine(cases: [item])
    machine.raise(line)
    #expect(machine.alert()?.raised.isAggressorLine == true)
    #expect(machine.alert()?.raised.cases == [CaseID("VG-1")])
    #expect(machine.alert()?.priority == 1)
  }

  @Test("a drill never joins a real alert, nor a real call a drill")
  func drills() {
    var machine = AlertMachine()
    machine.raise(isDrill: true)
    machine.raise(isDrill: false)
    #expect(machine.state.openCount == 2)
  }
}
