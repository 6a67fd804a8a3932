extension Alert {
  /// The alert that these rows of the ledger make, from its raising on; nil if that is not there.
  package static func replayed(from rows: [Recorded]) -> Alert? {
    var alert: Alert?
    for row in rows {
      let at = Moment(recorded: row.at)
      if case .raised(let raised) = row.event {
        alert = Alert(id: row.alert, raised: raised, at: at)
      } else {
        alert?.apply(row.event, at: at)
      }
    }
    return alert
  }
}
