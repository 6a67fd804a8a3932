/// One event of the daemon's stream, as subscribers get it.
package struct StreamEvent: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// To one officer's terminals.
    case page(PageOrder, PageKind, ackWithin: TimeSpan?)
    case standDown
    case alert
    case repeatCall(CallRepeated)
  }

  /// Rising by one per event, over restarts too.
  package var seq: Int64
  /// Wall time in milliseconds.
  package var at: Int64
  package var alert: AlertID
  package var kind: Kind
  package var standing: Standing

  package init(seq: Int64, at: Int64, alert: AlertID, kind: Kind, standing: Standing) {
    self.seq = seq
    self.at = at
    self.alert = alert
    self.kind = kind
    self.standing = standing
  }

  /// Whose matter it is, beside the supervisors': all who are involved; of a stand-down not the one
  /// who holds the alert.
  package var told: [OfficerID] {
    switch kind {
    case .page(let order, _, _): [order.officer]
    case .standDown: standing.involved.filter { $0 != standing.responder }
    case .alert, .repeatCall: standing.involved
    }
  }

  /// Whether a terminal of these officers is told of it; `all` is one that is told of every alert.
  package func concerns(_ officers: Set<OfficerID>, all: Bool) -> Bool {
    switch kind {
    case .page(let order, _, _): officers.contains(order.officer)
    case .alert, .standDown, .repeatCall: all || !officers.isDisjoint(with: told)
    }
  }

  /// How many events of the stream this makes: known from the event alone, so that the numbers of
  /// a recovered ledger are those that were sent.
  package static func count(of event: AlertEvent) -> Int64 {
    Int64(kinds(of: event).count)
  }

  /// The events of the stream that this makes; the first has the number `first`.
  package static func events(
    of event: AlertEvent, alert: AlertID, standing: Standing, at: Int64, first: Int64
  ) -> [StreamEvent] {
    kinds(of: event).enumerated().map { offset, kind in
      StreamEvent(
        seq: first + Int64(offset), at: at, alert: alert, kind: kind, standing: standing)
    }
  }

  private static func kinds(of event: AlertEvent) -> [Kind] {
    switch event {
    case .raised, .stepEmpty, .roundPaused, .pageEnded, .lateFact: []
    case .stepStarted(let start):
      pages(start.pages, .emergency, ackWithin: start.within) + [.alert]
    case .notified(let orders): pages(orders, .notice, ackWithin: nil)
    case .checkInAsked(_, let within, let orders):
      pages(orders, .checkIn, ackWithin: within) + [.alert]
    case .callRepeated(let call): [.repeatCall(call)]
    case .acknowledged, .resolved, .cancelled: [.alert, .standDown]
    case .progressed(_, _, _, let endsPaging): endsPaging ? [.alert, .standDown] : [.alert]
    case .callUpdated, .supported, .declined, .checkedIn, .responderSilent,
      .released, .transferred, .noted:
      [.alert]
    }
  }

  private static func pages(
    _ orders: [PageOrder], _ kind: PageKind, ackWithin: TimeSpan?
  ) -> [Kind] {
    orders.filter { $0.channel == Contact.queueChannel }
      .map { .page($0, kind, ackWithin: ackWithin) }
  }
}
