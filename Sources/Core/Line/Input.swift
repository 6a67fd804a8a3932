/// What can reach the line about alerts, by one door: requests of peers, results of channels, and
/// the passing of a deadline.
package enum Input: Hashable, Sendable {
  case raise(RaiseRequest)
  case update(AlertID, CallUpdated)
  case acknowledge(AlertID, OfficerID, Via)
  case decline(AlertID, OfficerID, Via, reason: String)
  case progress(AlertID, OfficerID, ProgressStatus)
  case release(AlertID, OfficerID, reason: String)
  case transfer(AlertID, to: OfficerID)
  /// By an officer, or by a supervisor who need not hold it.
  case resolve(AlertID, OfficerID?, Closing, bySupervisor: Bool)
  case cancel(AlertID, reason: String)
  case note(AlertID, OfficerID?, text: String)
  case pageResult(PageID, PageState, detail: String?)
  /// The soonest deadline of this alert may have passed; if it has not, nothing happens.
  case deadline(AlertID)
}
