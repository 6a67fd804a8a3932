import AmparoCore

/// Where the chain has come to: gives each row its place and its link, marks numbers ahead, and
/// keeps the links of turns that are owed.
package struct ChainTip {
  private var salts = Salts()
  package private(set) var seq: Int64
  package private(set) var hash: [UInt8]
  /// Up to these, numbers are marked as given out.
  package private(set) var marks: LastNumbers
  /// The links of turns that are owed: they keep the place and the hash they were first given.
  private var owed: [ChainedEntry] = []
  /// How many of the owed turns have theirs already; the line brings later ones only when it
  /// settles.
  private var turnsChained = 0

  /// Numbers marked ahead. A number that was given out while the disk failed must never be given
  /// again after a crash, so counting goes on behind the mark; after a clean stop the marks are
  /// exact and nothing is skipped.
  private static let alertsAhead: Int64 = 256
  private static let pagesAhead: Int64 = 4096
  private static let streamAhead: Int64 = 4096

  package init(seq: Int64 = 0, hash: [UInt8] = Chain.root, marks: LastNumbers = LastNumbers()) {
    self.seq = seq
    self.hash = hash
    self.marks = marks
  }

  /// Gives each row of the turn its place and its link.
  package mutating func chain(_ turn: Turn) -> [ChainedEntry] {
    turn.entries.map { entry in
      let item = ChainedEntry(entry, seq: seq + 1, after: hash, salts: &salts)
      seq = item.seq
      hash = item.hash
      return item
    }
  }

  /// The turn these belong to could not be written.
  package mutating func owe(_ entries: [ChainedEntry]) {
    owed += entries
    turnsChained += 1
  }

  /// The links of all owed turns, those included that were not brought before.
  package mutating func takeUp(_ turns: [Turn]) -> [ChainedEntry] {
    for turn in turns.dropFirst(turnsChained) { owe(chain(turn)) }
    for turn in turns { _ = moveMarks(for: turn, owed) }
    return owed
  }

  /// All that was owed is stored.
  package mutating func settled() {
    owed = []
    turnsChained = 0
  }

  /// The marks to write at a start, before any number is given out: the first commit may fail, and
  /// the process die before one succeeds.
  package mutating func markAhead(of last: LastNumbers) -> [(String, Int64)] {
    marks.alert = last.alert + Self.alertsAhead
    marks.page = last.page + Self.pagesAhead
    marks.stream = last.stream + Self.streamAhead
    return marks.rows
  }

  /// The marks to write, where this turn gives out numbers beyond them.
  package mutating func moveMarks(
    for turn: Turn, _ entries: [ChainedEntry]
  ) -> [(String, Int64)] {
    let before = marks
    var last = turn.last
    last.alert = max(last.alert, turn.alerts.map(\.id.rawValue).max() ?? 0)
    last.page = max(last.page, turn.pages.map(\.id.rawValue).max() ?? 0)
    last.stream = max(last.stream, entries.compactMap(\.entry.stream).max() ?? 0)
    if last.alert > marks.alert { marks.alert = last.alert + Self.alertsAhead }
    if last.page > marks.page { marks.page = last.page + Self.pagesAhead }
    if last.stream > marks.stream { marks.stream = last.stream + Self.streamAhead }
    return zip(marks.rows, before.rows).filter { $0.1 != $1.1 }.map(\.0)
  }
}

extension LastNumbers {
  /// As `meta` keeps them.
  var rows: [(String, Int64)] { [("alert", alert), ("page", page), ("stream", stream)] }
}
