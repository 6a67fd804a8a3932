/// One decision in the making: a working copy of the alert on which each event is tried as soon as
/// it is decided, so that what follows is decided on what came before.
struct Deliberation {
  let state: LineState
  let context: Context
  let now: Moment
  private(set) var alert: Alert
  private(set) var decision: Decision
  private var lastPage: Int64

  init(alert: Alert, state: LineState, context: Context, now: Moment) {
    self.alert = alert
    self.state = state
    self.context = context
    self.now = now
    self.decision = Decision(alert: alert.id)
    self.lastPage = state.lastPage
  }

  var policy: Policy { context.policy(alert.raised.policy) }

  var resolver: StepResolver {
    StepResolver(context: context, state: state, alert: alert, now: now)
  }

  mutating func record(_ event: AlertEvent) {
    decision.events.append(event)
    alert.apply(event, at: now)
  }

  mutating func conflict(_ message: String) {
    decision.refusal = .conflict(alert.id, message)
  }

  mutating func refuse(_ refusal: Refusal) { decision.refusal = refusal }

  mutating func note(isRepeat: Bool, warnings: [String]) {
    decision.isRepeat = isRepeat
    decision.warnings = warnings
  }

  /// A page on every channel of each candidate, numbered.
  mutating func orders(
    for candidates: [StepResolver.Candidate], where isWanted: (Contact) -> Bool = { _ in true }
  ) -> [PageOrder] {
    var orders: [PageOrder] = []
    for candidate in candidates {
      for contact in candidate.officer.contacts where isWanted(contact) {
        lastPage += 1
        orders.append(
          PageOrder(
            id: PageID(lastPage), officer: candidate.officer.id, channel: contact.channel,
            address: contact.address, why: candidate.why))
      }
    }
    decision.last = LastNumbers(alert: alert.id.rawValue, page: lastPage)
    return orders
  }

  mutating func orders(
    forResponder officer: OfficerID, where isWanted: (Contact) -> Bool = { _ in true }
  ) -> [PageOrder] {
    guard let found = context.officer(officer) else { return [] }
    let why = Why(target: "officer:\(officer)", ground: .responder)
    return orders(for: [.init(officer: found, why: why)], where: isWanted)
  }
}
