import AmparoCore
import AmparoDesk

/// Faults of the line itself, as the checks would see them.
extension SimChecker {
  /// The alert as a line with the planted fault would hold it.
  func planted(_ alert: Alert, _ desk: Desk) -> Alert {
    guard alert.state == .paging else { return alert }
    var forged = alert
    if world.plant == .frozenEscalation {
      forged = frozen[alert.id] ?? alert
      for page in forged.pages {
        forged.apply(.pageEnded(page: page.id, state: .delivered, detail: nil), at: now)
      }
      frozen[alert.id] = forged
      forged.apply(.roundPaused(within: Escalation.roundPause), at: now)
    }
    if world.plant == .longStep { forged.apply(.roundPaused(within: .hours(1)), at: now) }
    if world.plant == .emptyStep { begin([], on: &forged) }
    if world.plant == .pageToAbsent {
      let absent = desk.context.directory.officers.map(\.id).filter {
        desk.context.directory.isAbsent($0, at: now.wall) != nil
          && !isExcluded($0, alert, desk)
      }
      if !absent.isEmpty { begin(absent.map { ($0, Why(target: "unit")) }, on: &forged) }
    }
    if world.plant == .pageAtNeed, !alert.declined.isEmpty {
      let why = Why(target: "unit", inSpiteOf: .declined)
      begin(alert.declined.sorted().map { ($0, why) }, on: &forged)
    }
    return forged
  }

  /// What such a line would have the alert wait for.
  func deadline(of alert: Alert) -> Deadline? {
    world.plant == .lostDeadline && alert.state.isHeld ? nil : alert.deadline
  }

  /// A step of a round of its own, so that these are all that it pages.
  private func begin(_ officers: [(OfficerID, Why)], on alert: inout Alert) {
    let newest = Self.newestPage(alert)
    let pages = officers.enumerated().map { index, paged in
      PageOrder(
        id: PageID(newest + Int64(index) + 1), officer: paged.0, channel: "bell", address: nil,
        why: paged.1)
    }
    alert.apply(
      .stepStarted(
        StepStarted(
          step: alert.step, round: alert.round + 1, cause: .timeUp, within: .seconds(5),
          pages: pages, passedOver: [])), at: now)
  }
}
