import AmparoCore
import Testing

/// The rarer turns of a decision: what no ordinary course of an alert comes to.
@Suite struct DecisionBranchTests {
  private let id = AlertID(1)

  private func raise(
    _ machine: inout AlertMachine, _ number: PhoneNumber?, case named: String
  ) -> Decision {
    var request = RaiseRequest(requestID: "named", entropy: 1)
    request.call.number = number
    request.caseID = CaseID(named)
    return machine.take(.raise(request))
  }

  @Test("a case that is named is the alert's, and one that does not exist is warned of")
  func namedCase() {
    var machine = AlertMachine()
    _ = raise(&machine, nil, case: "VG-1")
    #expect(machine.alert()?.raised.cases == [CaseID("VG-1")])
    var other = AlertMachine()
    let decision = raise(&other, nil, case: "VG-9")
    #expect(other.alert()?.raised.cases == [])
    #expect(decision.warnings.count == 1)
  }

  @Test("a case that is named beside another's number: both are named, of one risk in their order")
  func namedBesideNumber() {
    var second = AlertMachine.theCase
    second.id = CaseID("VG-2")
    second.phones = []
    var machine = AlertMachine(cases: [AlertMachine.theCase, second])
    let decision = raise(&machine, AlertMachine.phone, case: "VG-2")
    #expect(machine.alert()?.raised.cases == [CaseID("VG-1"), CaseID("VG-2")])
    #expect(decision.warnings.count == 1)
    var own = AlertMachine()
    #expect(raise(&own, AlertMachine.phone, case: "VG-1").warnings == [])
  }

  @Test("an unknown caller who calls again joins the open alert")
  func unknownAgain() {
    var machine = AlertMachine()
    machine.raise(PhoneNumber(canonical: "+34600999999"))
    #expect(machine.raise(PhoneNumber(canonical: "+34600999999")).isRepeat)
    #expect(machine.state.openCount == 1)
  }

  @Test("who is told beside the steps is told once, at the raise")
  func notified() {
    var policy = AlertMachine.standard
    policy.notify = [.contact("control")]
    var machine = AlertMachine(policy: policy)
    let decision = machine.raise()
    #expect(decision.events.filter { $0.kind == "notified" }.count == 1)
    #expect(machine.passDeadline().events.map(\.kind) == ["step_started"])
  }

  @Test("a last resort that the next step pages anyway is not paged twice")
  func lastResortOnce() {
    var policy = AlertMachine.standard
    policy.steps = [
      Step(page: [.officer(AlertMachine.unknown)], ackWithin: .seconds(45)),
      Step(page: [.contact("control")], ackWithin: .seconds(45)),
    ]
    var machine = AlertMachine(policy: policy)
    machine.raise()
    #expect(machine.pagedNow == [AlertMachine.control])
    #expect(machine.alert()?.pages.count == 1)
  }

  @Test("a missed check-in pages the supervisors though no step of the policy has them")
  func supervisorsBeside() {
    var policy = AlertMachine.standard
    policy.steps = [Step(page: [.assigned, .deputies], ackWithin: .seconds(45))]
    policy.repeatFrom = 1
    var machine = AlertMachine(policy: policy)
    machine.raise()
    machine.take(.acknowledge(id, AlertMachine.assigned, .queue))
    machine.take(.progress(id, AlertMachine.assigned, .onScene))
    machine.passDeadline()
    machine.passDeadline()
    #expect(machine.pagedNow.contains(AlertMachine.later))
  }

  @Test("an officer nobody knows can decline, report and release nothing")
  func unknownOfficer() {
    var machine = AlertMachine()
    machine.raise()
    let inputs: [Input] = [
      .decline(id, AlertMachine.unknown, .queue, reason: "x"),
      .progress(id, AlertMachine.unknown, .enRoute),
      .release(id, AlertMachine.unknown, reason: "x"),
    ]
    for input in inputs {
      let decision = machine.take(input)
      #expect(decision.events == [])
      #expect(decision.refusal != nil)
    }
  }

  @Test("a responder taken out of the directory is asked for a sign in vain, and missed in time")
  func removedResponder() {
    var machine = AlertMachine()
    machine.raise()
    machine.take(.acknowledge(id, AlertMachine.deputy, .queue))
    machine.take(.progress(id, AlertMachine.deputy, .onScene))
    let left = ["o1", "o3"].compactMap { machine.context.directory.officer(OfficerID($0)) }
    machine.context.directory = Directory(officers: left, cases: [AlertMachine.theCase])
    #expect(machine.passDeadline().events.map(\.kind) == ["check_in_asked"])
    #expect(machine.passDeadline().events.map(\.kind) == ["responder_silent", "step_started"])
    #expect(machine.pagedNow.contains(AlertMachine.later))
  }

  /// Who held the alert gave it back, and the row of the step that followed was lost.
  static let leftOver: [[AlertEvent]] = [
    [.acknowledged(officer: AlertMachine.assigned, via: .queue, within: .minutes(3))],
    [.progressed(officer: AlertMachine.assigned, status: .onScene, within: .minutes(15))],
    [
      .progressed(officer: AlertMachine.assigned, status: .onScene, within: .minutes(15)),
      .checkInAsked(officer: AlertMachine.assigned, within: .minutes(2), pages: []),
    ],
  ]

  @Test("an alert of which rows were lost is paged when its time is up", arguments: leftOver)
  func lostRows(events: [AlertEvent]) {
    var machine = AlertMachine()
    machine.raise()
    for event in events + [.released(officer: AlertMachine.assigned, reason: "x")] {
      machine.state.apply(event, to: id, at: machine.now)
    }
    #expect(machine.alert()?.responder == nil)
    #expect(machine.passDeadline().events.map(\.kind) == ["step_started"])
    #expect(machine.pagedNow == [AlertMachine.later])
  }
}
