import AmparoCore

/// A week as a grid for a terminal of 80 columns: for each role a row a day, half an hour a letter.
package struct WeekGrid {
  private let plan: RotaPlan
  private let firstDay: CivilDate
  private let words: CalendarWords

  private static let slots = 48
  private static let slot: Int64 = 1_800_000
  /// Room for `lun 23/11` and a blank on each side.
  private static let margin = 11
  private static let gap: Character = "!"

  package init(_ plan: RotaPlan, firstDay: CivilDate, language: Language) {
    self.plan = plan
    self.firstDay = firstDay
    words = CalendarWords(language: language)
  }

  package var lines: [String] {
    let last = firstDay.adding(days: 6)
    var lines = [
      words.pick("Semana del", "Week of") + " \(words.day(firstDay)) "
        + words.pick("al", "to") + " \(words.day(last)) \(last.year)"
    ]
    for role in plan.roles { lines += block(role) }
    lines.append("")
    lines += plan.legend
    lines.append(
      words.pick(
        "* sustitución o permuta   !!! nadie de guardia", "* override   !!! nobody on call"))
    return lines
  }

  private func block(_ role: String) -> [String] {
    var lines = ["", "\(role.padded(Self.margin))\(ruler)"]
    var short: [PlannedShift] = []
    for offset in 0..<7 {
      let day = firstDay.adding(days: offset)
      var note = ""
      let row = row(role, day, &short, &note)
      lines.append("  \(words.day(day).padded(Self.margin - 2))\(row)\(note)")
    }
    return lines + short.map(entry)
  }

  /// The hours above the columns, every third one.
  private var ruler: String {
    stride(from: 0, to: 24, by: 3).map { words.two($0).padded(6) }.joined() + "24"
  }

  /// A day: `o1` where a shift begins (or the day does), dots while it lasts, a bar before another.
  private func row(
    _ role: String, _ day: CivilDate, _ short: inout [PlannedShift], _ note: inout String
  ) -> String {
    let cells = (0..<Self.slots).map { slot in cell(role, day, slot) }
    var row = ""
    var index = 0
    while index < Self.slots {
      var end = index + 1
      while end < Self.slots, cells[end] == cells[index] { end += 1 }
      row += stretch(cells[index], length: end - index, isFirst: index == 0, &short)
      index = end
    }
    if cells.contains(.missing) { note = words.pick(" (día de 23 h)", " (day of 23 h)") }
    if isLong(day) { note = words.pick(" (día de 25 h)", " (day of 25 h)") }
    return row
  }

  private enum Cell: Hashable {
    /// The clock leaps over this half hour.
    case missing
    case unknown
    case shift(PlannedShift)
  }

  private func cell(_ role: String, _ day: CivilDate, _ slot: Int) -> Cell {
    let local = LocalTime(
      milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 + Int64(slot) * Self.slot)
    guard plan.zone.occurrence(of: local) != .never else { return .missing }
    return plan.shift(of: role, at: plan.zone.wall(of: local)).map { .shift($0) } ?? .unknown
  }

  private func isLong(_ day: CivilDate) -> Bool {
    plan.start(of: day.adding(days: 1)) - plan.start(of: day) > 86_400_000
  }

  private func stretch(
    _ cell: Cell, length: Int, isFirst: Bool, _ short: inout [PlannedShift]
  ) -> String {
    switch cell {
    case .missing: return String(repeating: " ", count: length)
    case .unknown: return String(repeating: "?", count: length)
    case .shift(let shift):
      guard shift.officer != nil else { return String(repeating: Self.gap, count: length) }
      let text = (isFirst ? "" : "|") + shift.label
      if text.count > length {
        if !short.contains(shift) { short.append(shift) }
        return String(repeating: "+", count: length)
      }
      return text + String(repeating: "·", count: length - text.count)
    }
  }

  /// A shift too short for its own name, written out below the days.
  private func entry(_ shift: PlannedShift) -> String {
    "  + \(shift.label): \(words.moment(shift.from, plan.zone)) - "
      + words.moment(shift.to, plan.zone)
  }
}
