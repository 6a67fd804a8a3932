import AmparoCore

/// The turns that storage still owes: applied, paged and published, but not on the disk. Kept in
/// order until the journal has settled them.
struct Backlog {
  /// How many rows are kept: a million are some 500 MB, a day of the busiest outage. Beyond it,
  /// rows that only describe what is in memory anyway are dropped, and the alarm says so.
  static let rowsMax = 1_000_000

  private(set) var turns: [Turn] = []
  /// The newest row of each alert in them.
  private(set) var alerts: [AlertID: AlertRow] = [:]
  private(set) var rows = 0
  private(set) var dropped = 0

  var isEmpty: Bool { turns.isEmpty && dropped == 0 }

  mutating func append(_ turn: Turn) {
    let size = turn.entries.count + turn.alerts.count + turn.pages.count + turn.directory.count
    guard rows + size <= Self.rowsMax else {
      dropped += turn.entries.count
      return
    }
    rows += size
    for row in turn.alerts { alerts[row.id] = row }
    turns.append(turn)
  }

  /// What is owed and published something after that number of the stream.
  func published(after stream: Int64) -> [PublishedRow] {
    turns.flatMap { $0.published(after: stream) }
  }

  mutating func clear() { self = Backlog() }
}

extension Turn {
  /// What it published after that number of the stream.
  func published(after stream: Int64) -> [PublishedRow] {
    entries.compactMap { PublishedRow($0) }.filter { $0.lastSeq > stream }
  }
}
