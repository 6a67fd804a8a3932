/// All that the line knows of alerts: the open ones, and closed ones it was asked about lately.
/// Only ``apply(_:to:at:)`` and the loading of a recorded past change it.
package struct LineState: Sendable {
  package private(set) var alerts = AlertTable()
  package private(set) var openCount = 0
  /// The last numbers given out.
  package var lastAlert: Int64
  package var lastPage: Int64
  /// The last number of the event stream.
  package var lastStream: Int64

  private var requests: [String: AlertID] = [:]
  /// Of each alert the newest request ids found in the journal, older than those it keeps.
  private var recalled: [AlertID: [String]] = [:]
  private var codes: [String: AlertID] = [:]
  private var openByCase: [CaseID: [AlertID]] = [:]
  private var openByNumber: [PhoneNumber: [AlertID]] = [:]
  private var held: [OfficerID: Set<AlertID>] = [:]
  private var pageAlerts: [PageID: AlertID] = [:]
  private var deadlines = DeadlineHeap()
  /// The present deadline of each open alert, apart from it so that the soonest is found without
  /// touching an alert.
  private var deadlineOf: [AlertID: Int64] = [:]

  package init(lastAlert: Int64 = 0, lastPage: Int64 = 0, lastStream: Int64 = 0) {
    self.lastAlert = lastAlert
    self.lastPage = lastPage
    self.lastStream = lastStream
  }

  package func alert(_ id: AlertID) -> Alert? { alerts[id] }
  package func alert(request: String) -> AlertID? { requests[request] }
  /// Only an open alert has a code that counts.
  package func alert(code: String) -> AlertID? { codes[code] }
  package func alert(page: PageID) -> AlertID? { pageAlerts[page] }

  /// The alerts this officer holds, drills left out.
  package func held(by officer: OfficerID) -> Set<AlertID> { held[officer] ?? [] }

  /// Every open alert, in no order.
  package var open: some Sequence<Alert> { alerts.values.lazy.filter(\.state.isOpen) }

  package func open(case id: CaseID) -> [AlertID] { openByCase[id] ?? [] }
  package func open(number: PhoneNumber) -> [AlertID] { openByNumber[number] ?? [] }

  /// The soonest deadline of all, on the line's clock.
  package mutating func nextDeadline() -> (alert: AlertID, at: Int64)? {
    deadlines.next { deadlineOf[$0] }
  }

  /// The alerts whose deadline has passed at that instant, in the order of their numbers.
  package func overdue(at now: Moment) -> [(alert: AlertID, at: Int64)] {
    deadlineOf.filter { $0.value <= now.line }.map { (alert: $0.key, at: $0.value) }
      .sorted { $0.alert < $1.alert }
  }

  /// Applies what happened to an alert and returns the pages it changed.
  @discardableResult
  package mutating func apply(_ event: AlertEvent, to id: AlertID, at now: Moment) -> [Page] {
    if case .raised(let raised) = event {
      insert(Alert(id: id, raised: raised, at: now))
      return []
    }
    guard let before = alerts[id].map({ Marks(of: $0, before: event) }) else { return [] }
    // In its place: while another holds a copy, all of its pages are copied for one that changes.
    let changed = alerts[id]?.apply(event, at: now) ?? []
    if let after = alerts[id] { reindex(before, after, changed) }
    return changed
  }

  /// What of an alert decides under what it is found, as it was before an event.
  private struct Marks {
    let state: AlertState
    let responder: OfficerID?
    let deadline: Int64?
    /// Where the event is a further call.
    let joinedRequests: [String]?
    /// Where the event sends pages, which may take the place of these.
    let pages: [PageID]

    init(of alert: Alert, before event: AlertEvent) {
      state = alert.state
      responder = alert.responder
      deadline = alert.deadline?.at
      joinedRequests = if case .callRepeated = event { alert.joinedRequests } else { nil }
      pages = event.orders.isEmpty ? [] : alert.pages.map(\.id)
    }
  }

  /// Takes in a closed alert read back from the ledger.
  package mutating func insertClosed(_ alert: Alert) {
    guard !alert.state.isOpen, alerts[alert.id] == nil else { return }
    alerts[alert.id] = alert
    index(alert)
  }

  /// After a restart: takes in alerts read back from the ledger, as the open ones stood, but for
  /// waits that would last longer from now than they were meant to in all.
  package mutating func insert(_ replayed: consuming ReplayedAlerts, at now: Moment) {
    while var alert = replayed.takeNext() {
      guard alert.state.isOpen else {
        insertClosed(alert)
        continue
      }
      alert.clampDeadline(to: now)
      index(alert)
      lastPage = max(lastPage, alert.pages.last?.id.rawValue ?? 0)
      reindexHolder(alert)
      insert(alert)
    }
  }

  /// Room for so many more alerts: growing with them takes about as long as filling it.
  package mutating func reserve(_ count: Int) {
    alerts.reserve(count)
    requests.reserveCapacity(requests.count + count)
    codes.reserveCapacity(codes.count + count)
    openByNumber.reserveCapacity(openByNumber.count + count)
    pageAlerts.reserveCapacity(pageAlerts.count + count)
    deadlineOf.reserveCapacity(deadlineOf.count + count)
  }

  /// Under what an alert in memory is found, open or not.
  private mutating func index(_ alert: Alert) {
    requests[alert.raised.requestID] = alert.id
    for request in alert.joinedRequests { requests[request] = alert.id }
    for page in alert.pages { pageAlerts[page.id] = alert.id }
  }

  /// Notes that a request id, older than those an alert keeps itself, belongs to this alert.
  package mutating func remember(_ requestID: String, _ id: AlertID) {
    guard alerts[id] != nil, requests[requestID] == nil else { return }
    requests[requestID] = id
    recalled[id, default: []].append(requestID)
    if let known = recalled[id], known.count > Alert.requestIDsMax {
      requests[known[0]] = nil
      recalled[id]?.removeFirst()
    }
  }

  /// Forgets a closed alert; the ledger keeps it.
  package mutating func evict(_ id: AlertID) {
    guard let alert = alerts[id], !alert.state.isOpen else { return }
    alerts[id] = nil
    let recalled = recalled.removeValue(forKey: id) ?? []
    for request in [alert.raised.requestID] + alert.joinedRequests + recalled {
      requests[request] = nil
    }
    for page in alert.pages { pageAlerts[page.id] = nil }
  }

  private mutating func insert(_ alert: consuming Alert) {
    let id = alert.id
    openCount += 1
    lastAlert = max(lastAlert, id.rawValue)
    requests[alert.raised.requestID] = id
    codes[alert.raised.code] = id
    for named in alert.raised.cases { openByCase[named, default: []].append(id) }
    if let number = alert.raised.call.number { openByNumber[number, default: []].append(id) }
    if let deadline = alert.deadline { expect(id, until: deadline.at) }
    alerts.insert(consume alert)
  }

  private mutating func expect(_ id: AlertID, until at: Int64) {
    deadlineOf[id] = at
    deadlines.insert(id, at: at)
  }

  private mutating func reindex(_ before: Marks, _ after: Alert, _ pages: [Page]) {
    let id = after.id
    for page in pages where page.state != .superseded {
      pageAlerts[page.id] = id
      lastPage = max(lastPage, page.id.rawValue)
    }
    for page in before.pages where after.index(of: page) == nil { pageAlerts[page] = nil }
    if let joined = before.joinedRequests {
      for request in joined { requests[request] = nil }
      for request in after.joinedRequests { requests[request] = id }
    }
    if let deadline = after.deadline, deadline.at != before.deadline {
      expect(id, until: deadline.at)
    }
    if before.responder != after.responder || before.state != after.state { reindexHolder(after) }
    if before.responder != after.responder, let former = before.responder {
      release(former, id)
    }
    if before.state.isOpen && !after.state.isOpen { closeIndexes(of: after) }
  }

  /// A drill never makes an officer unavailable for a real call.
  private mutating func reindexHolder(_ alert: Alert) {
    guard let responder = alert.responder, !alert.raised.isDrill else { return }
    if alert.state.isOpen {
      held[responder, default: []].insert(alert.id)
    } else {
      release(responder, alert.id)
    }
  }

  private mutating func release(_ officer: OfficerID, _ id: AlertID) {
    held[officer]?.remove(id)
    if held[officer]?.isEmpty == true { held[officer] = nil }
  }

  private mutating func closeIndexes(of alert: Alert) {
    openCount -= 1
    deadlineOf[alert.id] = nil
    if codes[alert.raised.code] == alert.id { codes[alert.raised.code] = nil }
    for id in alert.raised.cases {
      openByCase[id]?.removeAll { $0 == alert.id }
      if openByCase[id]?.isEmpty == true { openByCase[id] = nil }
    }
    if let number = alert.raised.call.number {
      openByNumber[number]?.removeAll { $0 == alert.id }
      if openByNumber[number]?.isEmpty == true { openByNumber[number] = nil }
    }
  }
}
