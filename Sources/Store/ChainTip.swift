import AmparoCore

/// Where the chain has come to: gives each row its place and its link, marks numbers ahead, and
/// keeps the links of turns that are owed.
package struct ChainTip {
  private var salts = Salts()
  package private(set) var seq: Int64
  package private(set) var hash: [UInt8]
  /// Up to these, numbers are to be marked as given out with the next write.
  package private(set) var marks: LastNumbers
  /// The marks that are on stable storage.
  package private(set) var stored: LastNumbers
  private let ahead: LastNumbers
  /// The links of turns that are owed: they keep the place and the hash they were first given.
  private var owed: [ChainedEntry] = []
  /// How many of the owed turns have theirs already; the line brings later ones only when it
  /// settles.
  private var turnsChained = 0

  /// Numbers marked ahead. A number that was given out while the disk failed must never be given
  /// again after a crash, so counting goes on behind the mark; after a clean stop the marks are
  /// exact and nothing is skipped. Half of them are always left when a turn begins: more than the
  /// alerts of months, the pages of a unit's worst day.
  package static let ahead = LastNumbers(alert: 256, page: 4096, stream: 4096)

  package init(
    seq: Int64 = 0, hash: [UInt8] = Chain.root, marks: LastNumbers = LastNumbers(),
    ahead: LastNumbers = Self.ahead
  ) {
    self.seq = seq
    self.hash = hash
    self.marks = marks
    self.ahead = ahead
    stored = marks
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

  /// All that was owed is stored, and the marks with it.
  package mutating func settled() {
    owed = []
    turnsChained = 0
    stored = marks
  }

  /// The marks have been written.
  package mutating func marked() { stored = marks }

  /// The marks to write before any number beyond those is given out. At a start the first commit
  /// may fail, and the process die before one succeeds.
  package mutating func markAhead(of last: LastNumbers) -> [(String, Int64)] {
    marks.alert = max(marks.alert, last.alert + ahead.alert)
    marks.page = max(marks.page, last.page + ahead.page)
    marks.stream = max(marks.stream, last.stream + ahead.stream)
    return marks.rows
  }

  /// The marks to write with this turn, where it has used up more than half of what they had ahead.
  package mutating func moveMarks(
    for turn: Turn, _ entries: [ChainedEntry]
  ) -> [(String, Int64)] {
    let before = marks
    var last = turn.last
    last.alert = max(last.alert, turn.alerts.map(\.id.rawValue).max() ?? 0)
    last.page = max(last.page, turn.pages.map(\.id.rawValue).max() ?? 0)
    last.stream = max(last.stream, entries.compactMap(\.entry.stream).max() ?? 0)
    func moved(_ mark: Int64, _ last: Int64, _ ahead: Int64) -> Int64 {
      last > mark - ahead / 2 ? last + ahead : mark
    }
    marks.alert = moved(marks.alert, last.alert, ahead.alert)
    marks.page = moved(marks.page, last.page, ahead.page)
    marks.stream = moved(marks.stream, last.stream, ahead.stream)
    return zip(marks.rows, before.rows).filter { $0.1 != $1.1 }.map(\.0)
  }
}

extension LastNumbers {
  /// As `meta` keeps them.
  var rows: [(String, Int64)] { [("alert", alert), ("page", page), ("stream", stream)] }
}
