import AmparoCore

/// One role on one day, half hour by half hour of the clock on the wall.
struct DayRow {
  enum Cell: Hashable {
    /// The clock leaps over this half hour.
    case missing
    /// Outside what the plan tells of.
    case unknown
    case shift(PlannedShift)
  }

  static let slots = 48
  private static let slot: Int64 = 1_800_000

  private(set) var cells: [Cell]

  /// A half hour shows who is on call at its beginning (of one that comes twice, the first time);
  /// but if nobody is for any minute of it, that.
  init(_ plan: RotaPlan, role: String, day: CivilDate) {
    let midnight = Int64(day.daysSinceEpoch) * 86_400_000
    let locals = (0..<Self.slots).map {
      LocalTime(milliseconds: midnight + Int64($0) * Self.slot)
    }
    cells = locals.map { plan.zone.occurrence(of: $0) == .never ? .missing : .unknown }
    let from = plan.start(of: day)
    let to = plan.start(of: day.adding(days: 1))
    let shifts = plan.shifts(of: role, from: from, to: to)
    for (slot, local) in locals.enumerated() where cells[slot] == .unknown {
      let wall = plan.zone.wall(of: local)
      if let shift = shifts.first(where: { $0.from <= wall && wall < $0.to }) {
        cells[slot] = .shift(shift)
      }
    }
    for gap in shifts where gap.officer == nil {
      for piece in plan.zone.pieces(from: max(gap.from, from), to: min(gap.to, to)) {
        let first = (piece.lowerBound - midnight).flooredQuotient(Self.slot)
        let end = (piece.upperBound - 1 - midnight).flooredQuotient(Self.slot) + 1
        for slot in max(first, 0)..<min(max(end, 0), Int64(Self.slots)) {
          cells[Int(slot)] = .shift(gap)
        }
      }
    }
  }

  struct Run {
    var cell: Cell
    var length: Int
    /// The same shift as before half hours that are missing.
    var isGoingOn = false
    /// Whether the day begins with it.
    var isFirst = false
  }

  /// Half hours in a row that say the same.
  var runs: [Run] {
    var runs: [Run] = []
    for cell in cells {
      if let last = runs.last, last.cell == cell {
        runs[runs.count - 1].length += 1
      } else {
        let shown = runs.last { $0.cell != .missing }?.cell
        runs.append(
          Run(cell: cell, length: 1, isGoingOn: shown == cell, isFirst: runs.isEmpty))
      }
    }
    return runs
  }
}

extension ZoneRules {
  /// What the clock shows from one instant until another: a stretch of local time for each offset.
  fileprivate func pieces(from: Int64, to: Int64) -> [Range<Int64>] {
    let edges = [from] + changes.map(\.at).filter { from < $0 && $0 < to } + [to]
    return zip(edges, edges.dropFirst()).filter { $0 < $1 }.map { start, end in
      (start + offset(at: start))..<(end + offset(at: start))
    }
  }
}
