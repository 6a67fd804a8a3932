extension Alert {
  /// The alert that these rows of the ledger make, from its raising on; nil if that is not there.
  package static func replayed(from rows: [Recorded]) -> Alert? {
    var alert: Alert?
    for row in rows {
      replay(row.event, at: Moment(recorded: row.at), of: row.alert, onto: &alert)
    }
    return alert
  }

  /// What comes before the raising says nothing of the alert.
  static func replay(
    _ event: AlertEvent, at now: Moment, of id: AlertID, onto alert: inout Alert?
  ) {
    if case .raised(let raised) = event {
      alert = Alert(id: id, raised: raised, at: now)
    } else {
      alert?.apply(event, at: now)
    }
  }

  /// After a restart: no wait lasts longer from now than it was meant to in all, even if the wall
  /// clock was set back meanwhile.
  mutating func clampDeadline(to now: Moment) {
    guard let deadline else { return }
    self.deadline?.at = min(deadline.at, now.line + deadline.within.milliseconds)
  }
}
