import AmparoCore

/// The turns that storage still owes: applied, paged and published, but not on the disk. Kept in
/// order until the journal has settled them.
struct Backlog {
  /// How many rows are kept: a million are some 500 MB, a day of the busiest outage. Beyond it rows
  /// of the ledger are dropped, and health says so once the rest is stored. How the alerts stand
  /// that they were about is in memory, and is stored then; what people changed is kept.
  static let rowsMax = 1_000_000

  private let rowsMax: Int
  private(set) var turns: [Turn] = []
  /// The newest row of each alert in them.
  private(set) var alerts: [AlertID: AlertRow] = [:]
  private(set) var rows = 0
  private(set) var dropped = 0
  /// The alerts that dropped rows were about.
  private(set) var unkept: Set<AlertID> = []

  init(rowsMax: Int = Self.rowsMax) { self.rowsMax = rowsMax }

  var isEmpty: Bool { turns.isEmpty && dropped == 0 }

  mutating func append(_ turn: Turn) {
    for row in turn.alerts { alerts[row.id] = row }
    let size = turn.entries.count + turn.alerts.count + turn.pages.count + turn.directory.count
    guard rows + size > rowsMax else {
      rows += size
      turns.append(turn)
      return
    }
    dropped += turn.entries.count
    unkept.formUnion(turn.alerts.map(\.id))
    var changes = Turn()
    changes.directory = turn.directory
    changes.followUps = turn.followUps
    changes.last = turn.last
    if !changes.isEmpty { turns.append(changes) }
  }

  /// What is owed and published something after that number of the stream.
  func published(after stream: Int64) -> [PublishedRow] {
    turns.flatMap { $0.published(after: stream) }
  }

  mutating func clear() { self = Backlog(rowsMax: rowsMax) }
}

extension Turn {
  /// What it published after that number of the stream.
  func published(after stream: Int64) -> [PublishedRow] {
    entries.compactMap { PublishedRow($0) }.filter { $0.lastSeq > stream }
  }
}
