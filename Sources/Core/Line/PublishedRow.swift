/// A row of the ledger that published something to terminals, read back to be told again.
package enum PublishedRow: Sendable {
  case alert(Recorded)
  /// A change of health, or a notice.
  case line(StreamLine)

  /// Nil for a row that published nothing, or that this version does not understand.
  package init?(_ entry: LedgerEntry) {
    guard entry.book == .alerts, entry.stream != nil else { return nil }
    if entry.alert != nil {
      guard let recorded = Recorded(entry) else { return nil }
      self = .alert(recorded)
    } else {
      guard let line = StreamLine(entry) else { return nil }
      self = .line(line)
    }
  }

  /// The number of the last event that it published.
  package var lastSeq: Int64 {
    switch self {
    case .alert(let recorded):
      (recorded.stream ?? 0) + StreamEvent.count(of: recorded.event) - 1
    case .line(let line): line.seq
    }
  }

  /// Whether a terminal of these officers is told any of it; `all` is one that is told of every
  /// alert.
  package func concerns(_ officers: Set<OfficerID>, all: Bool) -> Bool {
    switch self {
    case .alert(let recorded):
      recorded.streamEvents.contains { $0.concerns(officers, all: all) }
    case .line(let line): line.concerns(officers, all: all)
    }
  }
}
