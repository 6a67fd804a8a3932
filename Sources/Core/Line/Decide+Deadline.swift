/// What silence leads to.
extension Decide {
  /// Acts on the alert's deadline if it has passed; early, late or doubled ticks do no harm.
  func passDeadline(in work: inout Deliberation) {
    guard let deadline = work.alert.deadline, deadline.at <= now.line else { return }
    switch deadline.wait {
    case .step: work.goOn(.timeUp)
    case .roundPause: work.beginRound(.roundBegun)
    case .progress, .arrival:
      guard let responder = work.alert.responder else { return work.goOn(.timeUp) }
      work.record(.responderSilent(officer: responder, wait: deadline.wait))
      work.goOn(.responderSilent)
    case .checkIn: askForSign(in: &work)
    case .checkInAnswer: missCheckIn(in: &work)
    }
  }

  private func askForSign(in work: inout Deliberation) {
    guard let responder = work.alert.responder else { return work.goOn(.timeUp) }
    let within = min(Escalation.checkInAnswerMax, work.policy.checkInEvery)
    let pages = work.orders(forResponder: responder)
    work.record(.checkInAsked(officer: responder, within: within, pages: pages))
  }

  /// Paging goes on with the first step that has the supervisors, who are paged in any case.
  private func missCheckIn(in work: inout Deliberation) {
    guard let responder = work.alert.responder else { return work.goOn(.timeUp) }
    work.record(.responderSilent(officer: responder, wait: .checkInAnswer))
    if let index = work.policy.steps.firstIndex(where: { $0.page.contains(.supervisors) }) {
      work.begin(index + 1, round: work.alert.round, .checkInMissed)
    } else {
      work.goOn(.checkInMissed, also: [.supervisors])
    }
  }
}
