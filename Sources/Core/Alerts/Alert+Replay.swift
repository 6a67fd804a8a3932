extension Alert {
  /// The alert that these rows of the ledger make; nil if they do not begin with its raising.
  package static func replayed(from rows: [Recorded]) -> Alert? {
    guard let first = rows.first, case .raised(let raised) = first.event else { return nil }
    var alert = Alert(id: first.alert, raised: raised, at: Moment(recorded: first.at))
    for row in rows.dropFirst() { alert.apply(row.event, at: Moment(recorded: row.at)) }
    return alert
  }

  /// Keeps an older request id of its own again, so that it is forgotten with the alert.
  mutating func recall(_ requestID: String) {
    guard raised.requestID != requestID, !joinedRequests.contains(requestID) else { return }
    joinedRequests.append(requestID)
  }
}
