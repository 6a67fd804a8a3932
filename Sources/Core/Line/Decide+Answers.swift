/// What officers answer to a page.
extension Decide {
  func acknowledge(_ officer: OfficerID, _ via: Via, in work: inout Deliberation) {
    guard work.isKnown(officer) else { return }
    if work.resolver.isExcluded(officer) {
      return work.refuse(.forbidden("officer \(officer) is excluded from this case"))
    }
    switch work.alert.state {
    case .paging:
      work.record(
        .acknowledged(officer: officer, via: via, within: work.policy.progressWithin))
    case .acknowledged, .enRoute, .onScene:
      if work.alert.responder == officer { return work.sign(of: officer) }
      if !work.alert.support.contains(officer) {
        work.record(.supported(officer: officer, via: via))
      }
      if let holder = work.alert.responder {
        work.conflict("the alert is held by \(holder); you stand by as support")
      }
    case .resolved, .cancelled:
      work.keepLate(officer, "acknowledged", via.rawValue)
    }
  }

  func decline(
    _ officer: OfficerID, _ via: Via, _ reason: String, in work: inout Deliberation
  ) {
    guard work.isKnown(officer) else { return }
    switch work.alert.state {
    case .paging where !work.alert.paged.contains(officer):
      work.conflict("officer \(officer) has not been paged for this alert")
    case .paging:
      let isNew = !work.alert.hasDeclined(officer)
      if isNew { work.record(.declined(officer: officer, via: via, reason: reason)) }
      if isNew && work.isWaitingForStep && work.alert.isStepSpent { work.goOn(.allDeclined) }
    case .acknowledged, .enRoute, .onScene:
      if work.alert.responder == officer {
        work.conflict("officer \(officer) holds the alert; release it instead")
      } else {
        work.record(.lateFact(officer: officer, fact: "declined", detail: reason))
      }
    case .resolved, .cancelled:
      work.keepLate(officer, "declined", reason)
    }
  }

  /// A channel's or a terminal's word on a page. A failure may end the step.
  func pageResult(_ page: PageID, _ result: PageState, _ detail: String?) -> Decision {
    guard let id = state.alert(page: page), let old = state.alert(id)?.page(page) else {
      return .refuse(.notFound("there is no page \(page) that still waits for a result"))
    }
    return about(id) { work in
      // Who declined was reached, whatever the telephone says afterwards.
      let wasReached = result.isFailure && work.alert.hasDeclined(old.officer)
      let result = wasReached ? .answered : result
      guard old.state.canBecome(result) else { return }
      work.record(.pageEnded(page: page, state: result, detail: detail))
      if result.isFailure && old.kind == .emergency && work.isWaitingForStep
        && work.alert.isStepSpent
      {
        work.goOn(work.alert.declined.isEmpty ? .allFailed : .allDeclined)
      }
    }
  }
}

extension Deliberation {
  var isWaitingForStep: Bool {
    alert.state == .paging && alert.deadline?.wait == .step
  }

  /// Whether there is such an officer; refuses where there is none.
  mutating func isKnown(_ officer: OfficerID) -> Bool {
    if context.officer(officer) != nil { return true }
    refuse(.badRequest(field: "officer", message: "there is no officer \"\(officer)\""))
    return false
  }

  /// A closed alert stays closed, but what is said of it is kept.
  mutating func keepLate(_ officer: OfficerID, _ fact: String, _ detail: String?) {
    record(.lateFact(officer: officer, fact: fact, detail: detail))
    conflict("the alert is already closed; what you said is kept in its history")
  }

  /// The responder shows a sign of life; on scene it answers the check-in.
  mutating func sign(of officer: OfficerID) {
    guard alert.state == .onScene else { return }
    record(.checkedIn(officer: officer, within: policy.checkInEvery))
  }
}
