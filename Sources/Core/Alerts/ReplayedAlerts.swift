/// Alerts brought back from their rows of the ledger, and what of them could not be.
package struct ReplayedAlerts: Sendable {
  /// Makes something of each part, and hands it to `take` in their order; others may be made
  /// meanwhile.
  package typealias Map = (
    _ parts: [ArraySlice<AlertID>],
    _ replay: @escaping @Sendable (ArraySlice<AlertID>) -> ReplayedAlerts,
    _ take: (ReplayedAlerts) -> Void
  ) -> Void

  /// One part after the other, where it is called.
  package static func serially(
    _ parts: [ArraySlice<AlertID>],
    _ replay: @escaping @Sendable (ArraySlice<AlertID>) -> ReplayedAlerts,
    _ take: (ReplayedAlerts) -> Void
  ) {
    for part in parts { take(replay(part)) }
  }

  /// Hands over an alert's rows: the place of each, the event, nil for one that could not be
  /// understood, and the wall time.
  package typealias Take = (_ place: Int64, _ event: AlertEvent?, _ at: Int64) -> Void

  /// Alerts of one part: many times what it costs to hand one to a thread.
  private static let alertsPerPart = 4096

  package static func parts(of alerts: [AlertID]) -> [ArraySlice<AlertID>] {
    stride(from: 0, to: alerts.count, by: alertsPerPart).map {
      alerts[$0..<min($0 + alertsPerPart, alerts.count)]
    }
  }

  /// The last first: taken from the end, each is moved and none is copied.
  private var alerts: [Alert] = []
  /// Those with pages that have no outcome yet.
  package private(set) var owing: [AlertID] = []
  /// Places of rows that could not be understood, or whose time is none, and are set aside.
  package private(set) var badRows: [Int64] = []
  /// The first thing that could not be read at all; nil where all was.
  package private(set) var failure: JournalFailure?

  package var count: Int { alerts.count }

  /// `read` hands over the rows of one of the alerts in the order of the ledger. What it has handed
  /// over before it throws counts; without its beginning there is no alert.
  package init(
    _ ids: ArraySlice<AlertID>, read: (AlertID, Take) throws(JournalFailure) -> Void
  ) {
    alerts.reserveCapacity(ids.count)
    for id in ids.reversed() {
      var alert: Alert?
      do throws(JournalFailure) {
        try read(id) { place, event, at in
          guard let event, Timestamp.bounds.contains(at) else { return badRows.append(place) }
          Alert.replay(event, at: Moment(recorded: at), of: id, onto: &alert)
        }
      } catch {
        failure = failure ?? error
      }
      guard let alert else { continue }
      if alert.pages.contains(where: { $0.state == .owed }) { owing.append(id) }
      alerts.append(alert)
    }
  }

  /// Where none could be read.
  package init(failure: JournalFailure) { self.failure = failure }

  /// Takes out the alerts, in the order in which they were named.
  mutating func takeNext() -> Alert? { alerts.popLast() }
}
