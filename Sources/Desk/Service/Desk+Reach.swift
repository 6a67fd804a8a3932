import AmparoCore

/// Whether alerts reach somebody, in the health.
extension Desk {
  /// Takes note of what a decision's events, applied already, have come to.
  func noteReach(_ events: [AlertEvent], of id: AlertID) {
    guard let alert = state.alert(id) else { return }
    if alert.state != .paging || events.contains(where: { Self.hasReached($0, alert) }) {
      if reach.reach(id) { tellReach() }
    } else if events.contains(where: { if case .roundPaused = $0 { true } else { false } }) {
      if reach.miss(id, at: now.line) { tellReach() }
    }
  }

  /// Who is told beside the pages is not asked to answer.
  private static func hasReached(_ event: AlertEvent, _ alert: Alert) -> Bool {
    guard case .pageEnded(let page, let state, _) = event else { return false }
    return state.hasReached && alert.page(page).map { $0.kind != .notice } ?? false
  }

  private func tellReach() {
    guard let example = reach.example else {
      return set("reach", .ok, "every alert reaches somebody")
    }
    if reach.count == 1 {
      set("reach", .critical, "alert \(example) reaches nobody; ring somebody")
    } else {
      set(
        "reach", .critical,
        "alert \(example) and \(reach.count - 1) more reach nobody; ring somebody")
    }
  }
}
