/// The one way an alert changes, live and in recovery alike.
extension Alert {
  /// Applies what happened and returns the pages it changed, as they now stand.
  @discardableResult
  package mutating func apply(_ event: AlertEvent, at now: Moment) -> [Page] {
    switch event {
    case .raised: return []
    case .callRepeated(let call): return applyCall(call, at: now)
    case .callUpdated(let update):
      if update.change == .callDropped { isRaisedByCall = true }
      location = update.location ?? location
      return []
    case .stepStarted(let start): return applyStep(start, at: now)
    case .stepEmpty(let step, let round, _):
      beginRound(round)
      self.step = step
      return []
    case .roundPaused(let within):
      deadline = Deadline(.roundPause, within: within, from: now)
      return []
    case .notified(let orders): return issue(orders, kind: .notice, at: now)
    case .pageEnded(let page, let state, _): return applyOutcome(page, state)
    case .acknowledged(let officer, _, let within):
      return applyAcknowledgement(officer, within: within, at: now)
    case .supported(let officer, _):
      addSupport(officer)
      return []
    case .declined(let officer, _, _):
      declined.insert(officer)
      askedAgain.remove(officer)
      return []
    case .progressed(let officer, let status, let within, _):
      return applyProgress(officer, status, within: within, at: now)
    case .checkInAsked(_, let within, let orders):
      deadline = Deadline(.checkInAnswer, within: within, from: now)
      return issue(orders, kind: .checkIn, at: now)
    case .checkedIn(_, let within):
      deadline = Deadline(.checkIn, within: within, from: now)
      return []
    case .responderSilent:
      state = .paging
      return []
    case .released(let officer, _):
      state = .paging
      responder = nil
      released.insert(officer)
      return []
    case .transferred:
      state = .paging
      return []
    case .resolved(_, let closing):
      self.closing = closing
      return close(.resolved, at: now)
    case .cancelled: return close(.cancelled, at: now)
    case .noted, .lateFact: return []
    }
  }

  private mutating func applyCall(_ call: CallRepeated, at now: Moment) -> [Page] {
    furtherCalls += 1
    if state == .paging { furtherCallsUnanswered += 1 }
    isRaisedByCall = true
    location = call.call.location ?? location
    joinedRequests.append(call.requestID)
    if joinedRequests.count > Self.requestIDsMax { joinedRequests.removeFirst() }
    return issue(call.pages, kind: .repeatCall, at: now)
  }

  private mutating func applyStep(_ start: StepStarted, at now: Moment) -> [Page] {
    beginRound(start.round)
    step = start.step
    state = .paging
    if start.cause == .repeatCall { furtherCallsUnanswered = 0 }
    deadline = Deadline(.step, within: start.within, from: now)
    askedAgain = Set(start.pages.map(\.officer)).intersection(declined)
    var known = Set(paged)
    for order in start.pages where known.insert(order.officer).inserted {
      paged.append(order.officer)
    }
    let changed = issue(start.pages, kind: .emergency, at: now)
    pagesStanding += start.pages.count
    return changed
  }

  private mutating func beginRound(_ round: Int) {
    guard round != self.round else { return }
    self.round = round
    pagesStanding = 0
  }

  private mutating func applyOutcome(_ id: PageID, _ state: PageState) -> [Page] {
    guard let index = index(of: id), pages[index].state.canBecome(state) else { return [] }
    if pages[index].kind == .emergency && pages[index].round == round {
      if state.isFailure { pagesStanding -= 1 }
      if pages[index].state.isFailure { pagesStanding += 1 }
    }
    pages[index].state = state
    return [pages[index]]
  }

  private mutating func applyAcknowledgement(
    _ officer: OfficerID, within: TimeSpan, at now: Moment
  ) -> [Page] {
    if let former = responder, former != officer { addSupport(former) }
    take(officer)
    state = .acknowledged
    deadline = Deadline(.progress, within: within, from: now)
    return standDownPages()
  }

  private mutating func applyProgress(
    _ officer: OfficerID, _ status: ProgressStatus, within: TimeSpan, at now: Moment
  ) -> [Page] {
    take(officer)
    switch status {
    case .enRoute:
      state = .enRoute
      deadline = Deadline(.arrival, within: within, from: now)
    case .onScene:
      state = .onScene
      deadline = Deadline(.checkIn, within: within, from: now)
    }
    return standDownPages()
  }

  private mutating func take(_ officer: OfficerID) {
    responder = officer
    support.removeAll { $0 == officer }
    declined.remove(officer)
    released.remove(officer)
    furtherCallsUnanswered = 0
  }

  private mutating func addSupport(_ officer: OfficerID) {
    if officer != responder || state == .paging, !support.contains(officer) {
      support.append(officer)
    }
  }

  private mutating func close(_ state: AlertState, at now: Moment) -> [Page] {
    self.state = state
    deadline = nil
    closedAt = now
    return standDownPages()
  }

  /// Pages that still ask for an acknowledgement ask no more.
  private mutating func standDownPages() -> [Page] {
    var changed: [Page] = []
    for index in pages.indices
    where pages[index].kind != .notice && pages[index].state.canBecome(.stoodDown) {
      pages[index].state = .stoodDown
      changed.append(pages[index])
    }
    return changed
  }

  private mutating func issue(_ orders: [PageOrder], kind: PageKind, at now: Moment) -> [Page] {
    var changed = supersede(orders, kind: kind)
    for order in orders {
      let page = Page(
        id: order.id, kind: kind, officer: order.officer, channel: order.channel,
        address: order.address, why: order.why, step: step, round: round, issuedAt: now.wall)
      pages.append(page)
      changed.append(page)
    }
    return changed
  }

  /// Takes out the older pages of those officers and channels, so that an alert nobody answers for
  /// weeks stays as small as on its first day. A unit may have ten thousand officers, so all are
  /// taken out in one go.
  private mutating func supersede(_ orders: [PageOrder], kind: PageKind) -> [Page] {
    let ways = Set(
      orders.map { Way(officer: $0.officer, channel: $0.channel, address: $0.address) })
    var superseded: [Page] = []
    pages.removeAll { page in
      let way = Way(officer: page.officer, channel: page.channel, address: page.address)
      guard page.kind == kind, ways.contains(way) else { return false }
      if page.state.canBecome(.superseded) {
        superseded.append(page)
        superseded[superseded.count - 1].state = .superseded
      }
      return true
    }
    return superseded
  }

  /// One way to reach one officer.
  private struct Way: Hashable {
    var officer: OfficerID
    var channel: String
    var address: String?
  }
}
