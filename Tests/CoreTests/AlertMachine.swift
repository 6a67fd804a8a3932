import AmparoCore

/// The alert machine with a small unit around it: decisions are applied as the desk applies them,
/// and time passes only when a test says so.
struct AlertMachine {
  var state = LineState()
  var context: Context
  var now = Moment(wall: 1_000_000, line: 1_000_000)
  private(set) var recorded: [Recorded] = []
  private var requests = 0

  static let phone = PhoneNumber(canonical: "+34600111001")
  static let assigned = OfficerID("o1")
  static let deputy = OfficerID("o2")
  static let later = OfficerID("o3")
  static let excluded = OfficerID("o4")
  static let unknown = OfficerID("o9")
  static let control = OfficerID.contact("control")

  /// Step 1 pages the assigned officer and the deputies, step 2 `o3`; the supervisors are `o3`.
  static let standard = Policy(
    name: "standard",
    steps: [
      Step(page: [.assigned, .deputies], ackWithin: .seconds(45)),
      Step(page: [.officer(later), .supervisors], ackWithin: .seconds(60)),
    ], repeatFrom: 2, progressWithin: .minutes(3), arriveWithin: .minutes(20),
    checkInEvery: .minutes(15), repeatCallAdvancesAfter: 2)

  init(policy: Policy = standard, absences: [Absence] = [], cases: [Case] = [theCase]) {
    let officers = ["o1", "o2", "o3", "o4"].map { id in
      Officer(
        id: OfficerID(id), name: "Agente \(id)", login: id, isSupervisor: id == "o3",
        contacts: [Contact(channel: Contact.queueChannel)])
    }
    let control = Officer(
      id: Self.control, name: "Sala", contacts: [Contact(channel: Contact.queueChannel)])
    context = Context(
      directory: Directory(officers: officers, cases: cases, absences: absences),
      settings: EscalationSettings(
        policies: ["standard": policy], defaultPolicy: "standard",
        unknownCallerPolicy: "standard", aggressorLinePolicy: "standard",
        contacts: [Self.control: control], lastResort: Self.control))
  }

  static let theCase = Case(
    id: CaseID("VG-1"), risk: .medium, phones: [CasePhone(number: phone, written: "600111001")],
    assigned: assigned, deputies: [deputy], excluded: [excluded])

  @discardableResult
  mutating func take(_ input: Input) -> Decision {
    let decision = Decide(state: state, context: context, now: now)(input)
    guard let id = decision.alert else { return decision }
    for event in decision.events {
      state.apply(event, to: id, at: now)
      guard let alert = state.alert(id) else { continue }
      let count = StreamEvent.count(of: event)
      recorded.append(
        Recorded(
          alert: id, event: event, at: now.wall, actor: "test", standing: Standing(alert),
          stream: count > 0 ? state.lastStream + 1 : nil))
      state.lastStream += count
    }
    return decision
  }

  @discardableResult
  mutating func raise(
    _ number: PhoneNumber? = phone, isDrill: Bool = false, requestID: String? = nil
  ) -> Decision {
    requests += 1
    var request = RaiseRequest(
      requestID: requestID ?? "r\(requests)", entropy: UInt64(requests) &* 7919)
    request.call.number = number
    request.isDrill = isDrill
    return take(.raise(request))
  }

  mutating func pass(_ span: TimeSpan) {
    now.wall += span.milliseconds
    now.line += span.milliseconds
  }

  /// Lets time pass to the alert's deadline and serves it.
  @discardableResult
  mutating func passDeadline(of id: AlertID = AlertID(1)) -> Decision {
    if let deadline = state.alert(id)?.deadline {
      pass(TimeSpan(milliseconds: max(0, deadline.at - now.line)))
    }
    return take(.deadline(id))
  }

  func alert(_ id: Int64 = 1) -> Alert? { state.alert(AlertID(id)) }

  /// The officers that the newest step paged, each once.
  var pagedNow: [OfficerID] {
    for row in recorded.reversed() {
      if case .stepStarted(let start) = row.event {
        return start.pages.map(\.officer).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }
    }
    return []
  }
}
