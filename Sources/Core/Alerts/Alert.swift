/// One urgent request's life, from the call to its closing. Only ``apply(_:at:)`` changes it.
package struct Alert: Hashable, Sendable {
  package let id: AlertID
  package let raised: Raised
  package let raisedAt: Moment
  package internal(set) var state: AlertState = .paging
  /// Counted from 1; 0 until the first step has begun.
  package internal(set) var step = 0
  package internal(set) var round = 0
  /// Never nil while open.
  package internal(set) var deadline: Deadline?
  package internal(set) var responder: OfficerID?
  package internal(set) var support: [OfficerID] = []
  /// The newest page of each officer, channel and kind; older ones were superseded.
  package internal(set) var pages: [Page] = []
  /// Everyone asked to acknowledge so far, in the order they were first paged.
  package internal(set) var paged: [OfficerID] = []
  package internal(set) var declined: Set<OfficerID> = []
  /// Those of the declined whom the present step asks once more, since nobody else is left.
  package internal(set) var askedAgain: Set<OfficerID> = []
  package internal(set) var released: Set<OfficerID> = []
  /// Further calls since the step began or was last advanced by one, while nobody has answered.
  package internal(set) var furtherCallsUnanswered = 0
  package internal(set) var furtherCalls = 0
  /// Where she was when somebody last said so.
  package internal(set) var location: Location?
  /// Something about the call made it more urgent than its risk: it was lost, or repeated.
  package internal(set) var isRaisedByCall = false
  /// Emergency pages of this round that have not failed.
  package internal(set) var pagesStanding = 0
  /// The newest request ids that joined it, at most ``requestIDsMax``.
  package internal(set) var joinedRequests: [String] = []
  package internal(set) var closedAt: Moment?
  /// Nil while open, and for a cancelled one.
  package internal(set) var closing: Closing?

  /// How many further request ids are kept in memory: a gateway retries its newest calls, and the
  /// journal finds any older one.
  package static let requestIDsMax = 16

  package init(id: AlertID, raised: Raised, at now: Moment) {
    self.id = id
    self.raised = raised
    self.raisedAt = now
    location = raised.call.location
    // Held until the first step begins, in the same turn, so that not even a fault in between
    // leaves an open alert without a deadline.
    self.deadline = Deadline(.roundPause, within: Escalation.roundPause, from: now)
  }

  /// 1 is served first: a call that was silent, lost or repeated, a child's, an aggressor's line, a
  /// high risk; 3 last.
  package var priority: Int {
    if raised.isSilent || raised.isAggressorLine || raised.callerRole == .child || isRaisedByCall {
      return 1
    }
    switch raised.risk {
    case .extreme, .high: return 1
    case .unknown, .medium: return 2
    case .low, .unappreciated: return 3
    }
  }

  package var isKnown: Bool { !raised.cases.isEmpty }

  /// Those who are told of what happens to it: paged for it, holding it, or in support.
  package func involves(_ officer: OfficerID) -> Bool {
    responder == officer || paged.contains(officer) || support.contains(officer)
  }

  /// Whether it is this officer's to act on now: they hold it, were paged and support who does, or
  /// nobody holds it and they were paged and have not declined. Who was never paged and comes too
  /// late to hold it is told no secret by that.
  package func asks(_ officer: OfficerID) -> Bool {
    guard state.isOpen else { return false }
    if responder == officer { return true }
    if support.contains(officer), paged.contains(officer) { return true }
    return state == .paging && !hasDeclined(officer)
      && pages.contains {
        $0.officer == officer && $0.kind != .notice && $0.state != .stoodDown
      }
  }

  package var involved: [OfficerID] {
    var all = paged
    for officer in [responder].compactMap(\.self) + support where !all.contains(officer) {
      all.append(officer)
    }
    return all
  }

  package func page(_ id: PageID) -> Page? { index(of: id).map { pages[$0] } }

  /// Ids rise in the order pages are issued.
  func index(of id: PageID) -> Int? {
    var from = 0
    var to = pages.count
    while from < to {
      let middle = (from + to) / 2
      if pages[middle].id.rawValue < id.rawValue { from = middle + 1 } else { to = middle }
    }
    return from < pages.count && pages[from].id == id ? from : nil
  }

  /// Whether the officer declined and was not asked again since.
  package func hasDeclined(_ officer: OfficerID) -> Bool {
    declined.contains(officer) && !askedAgain.contains(officer)
  }

  /// Whether everyone the present step paged has declined or could not be reached by any page.
  package var isStepSpent: Bool {
    !pages.contains { page in
      page.kind == .emergency && page.step == step && page.round == round
        && page.state != .stoodDown && !page.state.isFailure && !hasDeclined(page.officer)
    }
  }
}
