import AmparoCore

/// What an event changed is told by: how the alert stood before it. Not all of it, for while a copy
/// is held, all of its pages are copied for one that changes.
struct AlertBefore {
  var state: AlertState?
  var responder: OfficerID?
  /// Of the page of which the event says what became.
  var page: PageState?
  /// Pages that were picked up, where the event may stand some down.
  var answered: Set<PageID> = []

  /// Nil for an alert that the event raises.
  init(_ alert: Alert?, _ event: AlertEvent) {
    guard let alert else { return }
    state = alert.state
    responder = alert.responder
    if case .pageEnded(let id, _, _) = event {
      page = alert.page(id)?.state
    } else {
      for index in alert.pages.indices where alert.pages[index].state == .answered {
        answered.insert(alert.pages[index].id)
      }
    }
  }
}
