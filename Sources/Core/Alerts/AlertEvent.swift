/// What happened to an alert: the ledger's word, and the only thing that changes an alert.
///
/// Each carries what was decided (whom to page, how long to wait), so that applying it needs no
/// configuration, directory or clock: a recovery years later comes to the same state.
package enum AlertEvent: Hashable, Sendable {
  case raised(Raised)
  /// The same victim called again; the call joined this alert.
  case callRepeated(CallRepeated)
  case callUpdated(CallUpdated)
  case stepStarted(StepStarted)
  /// A step had nobody to page; the next one starts in the same instant.
  case stepEmpty(step: Int, round: Int, passedOver: [PassedOver])
  /// A whole round reached nobody; the next begins after this time.
  case roundPaused(within: TimeSpan)
  /// Told beside the steps; not asked to answer.
  case notified(pages: [PageOrder])
  case pageEnded(page: PageID, state: PageState, detail: String?)
  case acknowledged(officer: OfficerID, via: Via, within: TimeSpan)
  /// An officer acknowledged what another holds, and stands by as support.
  case supported(officer: OfficerID, via: Via)
  case declined(officer: OfficerID, via: Via, reason: String)
  /// `endsPaging` where the officer had fallen silent and others were asked meanwhile.
  case progressed(
    officer: OfficerID, status: ProgressStatus, within: TimeSpan, endsPaging: Bool = false)
  case checkInAsked(officer: OfficerID, within: TimeSpan, pages: [PageOrder])
  /// The responder on scene showed a sign; the next is asked for after this time.
  case checkedIn(officer: OfficerID, within: TimeSpan)
  /// The responder let this wait pass; paging goes on and the officer keeps the alert too.
  case responderSilent(officer: OfficerID, wait: Deadline.Wait)
  case released(officer: OfficerID, reason: String)
  case transferred(from: OfficerID?, to: OfficerID)
  case resolved(officer: OfficerID?, Closing)
  case cancelled(reason: String)
  case noted(text: String)
  /// Something an officer said of an alert already closed or held: kept, without effect.
  case lateFact(officer: OfficerID, fact: String, detail: String?)

  /// The pages that it sends.
  package var orders: [PageOrder] {
    switch self {
    case .callRepeated(let call): call.pages
    case .stepStarted(let start): start.pages
    case .notified(let pages), .checkInAsked(_, _, let pages): pages
    case .raised, .callUpdated, .stepEmpty, .roundPaused, .pageEnded, .acknowledged, .supported,
      .declined, .progressed, .checkedIn, .responderSilent, .released, .transferred, .resolved,
      .cancelled, .noted, .lateFact:
      []
    }
  }

  /// The ledger's name of the event.
  package var kind: String {
    switch self {
    case .raised: "raised"
    case .callRepeated: "call_repeated"
    case .callUpdated: "call_updated"
    case .stepStarted: "step_started"
    case .stepEmpty: "step_empty"
    case .roundPaused: "round_paused"
    case .notified: "notified"
    case .pageEnded: "page_ended"
    case .acknowledged: "acknowledged"
    case .supported: "supported"
    case .declined: "declined"
    case .progressed: "progressed"
    case .checkInAsked: "check_in_asked"
    case .checkedIn: "checked_in"
    case .responderSilent: "responder_silent"
    case .released: "released"
    case .transferred: "transferred"
    case .resolved: "resolved"
    case .cancelled: "cancelled"
    case .noted: "noted"
    case .lateFact: "late_fact"
    }
  }
}
