/// What the officer who holds an alert reports, and how it changes hands.
extension Decide {
  func progress(_ officer: OfficerID, _ status: ProgressStatus, in work: inout Deliberation) {
    guard work.isKnown(officer) else { return }
    if work.alert.state.isOpen && work.alert.responder != officer {
      return work.conflict("officer \(officer) does not hold the alert; acknowledge it first")
    }
    switch (work.alert.state, status) {
    case (.paging, _), (.acknowledged, _), (.enRoute, .onScene):
      let within = status == .enRoute ? work.policy.arriveWithin : work.policy.checkInEvery
      work.record(
        .progressed(
          officer: officer, status: status, within: within,
          endsPaging: work.alert.state == .paging))
    case (.enRoute, .enRoute): return
    case (.onScene, .onScene): work.sign(of: officer)
    case (.onScene, .enRoute):
      work.conflict("officer \(officer) is already on scene")
    case (.resolved, _), (.cancelled, _): work.keepLate(officer, status.rawValue, nil)
    }
  }

  /// The same step begins again at once, without the officer who gave the alert back.
  func release(_ officer: OfficerID, _ reason: String, in work: inout Deliberation) {
    guard work.isKnown(officer) else { return }
    guard work.alert.state.isOpen else { return work.keepLate(officer, "released", reason) }
    guard work.alert.responder == officer else {
      return work.conflict("officer \(officer) does not hold the alert")
    }
    let wasPaging = work.alert.state == .paging
    work.record(.released(officer: officer, reason: reason))
    if !wasPaging { work.begin(work.alert.step, round: work.alert.round, .released) }
  }

  /// The new officer is paged alone; until they acknowledge, the former one keeps the alert.
  func transfer(_ to: OfficerID, in work: inout Deliberation) {
    guard let officer = context.officer(to) else {
      return work.refuse(.badRequest(field: "to", message: "there is no officer \"\(to)\""))
    }
    if work.resolver.isExcluded(to) {
      return work.refuse(.forbidden("officer \(to) is excluded from this case"))
    }
    if officer.contacts.isEmpty {
      return work.refuse(
        .badRequest(field: "to", message: "officer \(to) has no channel, so nobody would be paged"))
    }
    guard work.alert.state.isOpen else {
      return work.conflict("the alert is already closed")
    }
    if work.alert.state.isHeld && work.alert.responder == to {
      return work.conflict("officer \(to) already holds the alert")
    }
    work.record(.transferred(from: work.alert.responder, to: to))
    work.startTransfer(to: officer)
  }

  func resolve(
    _ officer: OfficerID?, _ closing: Closing, bySupervisor: Bool,
    in work: inout Deliberation
  ) {
    guard work.alert.state.isOpen else {
      guard let officer else { return work.conflict("the alert is already closed") }
      return work.keepLate(officer, "resolved", nil)
    }
    let holds = officer != nil && work.alert.responder == officer
    guard holds || bySupervisor else {
      return work.conflict("only the officer who holds the alert, or a supervisor, resolves it")
    }
    work.record(.resolved(officer: officer, closing))
  }

  func cancel(_ reason: String, in work: inout Deliberation) {
    guard work.alert.state.isOpen else { return work.conflict("the alert is already closed") }
    work.record(.cancelled(reason: reason))
  }

  /// A word of the responder on scene is a sign as well.
  func note(_ officer: OfficerID?, _ text: String, in work: inout Deliberation) {
    work.record(.noted(text: text))
    if let officer, work.alert.responder == officer { work.sign(of: officer) }
  }
}
