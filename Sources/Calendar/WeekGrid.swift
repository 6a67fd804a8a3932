import AmparoCore

/// A week as a grid for a terminal of 80 columns: for each role a row a day, half an hour a letter.
package struct WeekGrid {
  private let plan: RotaPlan
  private let firstDay: CivilDate
  private let words: CalendarWords

  /// Room for `  lun 23/11` and a blank.
  private static let margin = 12
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
    lines.append(words.key)
    return lines
  }

  private func block(_ role: String) -> [String] {
    let days = (0..<7).map { firstDay.adding(days: $0) }
    let rows = days.map { DayRow(plan, role: role, day: $0) }
    var named: Set<PlannedShift> = []
    for row in rows {
      for run in row.runs where !run.isGoingOn {
        if case .shift(let shift) = run.cell, name(shift, run).count <= run.length {
          named.insert(shift)
        }
      }
    }
    var lines = ["", plan.title(of: role).padded(Self.margin) + ruler]
    for (day, row) in zip(days, rows) {
      let title = "  \(words.day(day))".padded(Self.margin)
      lines.append(title + draw(row, named) + note(day))
    }
    let shifts = plan.shifts(
      of: role, from: plan.start(of: firstDay), to: plan.start(of: firstDay.adding(days: 7)))
    let short = shifts.filter { $0.officer != nil && !named.contains($0) }.map(entry)
    return lines + words.notes(short, words.pick("turnos", "shifts"), mark: "+")
      + words.gaps(shifts, plan.zone)
  }

  /// The hours above the columns, every third one.
  private var ruler: String {
    stride(from: 0, to: 24, by: 3).map { words.two($0).padded(6) }.joined() + "24"
  }

  /// A day: `o1` where a shift begins (or the day does), dots while it lasts, a bar before another.
  private func draw(_ row: DayRow, _ named: Set<PlannedShift>) -> String {
    row.runs.map { run in
      switch run.cell {
      case .missing: String(repeating: " ", count: run.length)
      case .unknown: String(repeating: "?", count: run.length)
      case .shift(let shift) where shift.officer == nil:
        String(repeating: Self.gap, count: run.length)
      case .shift(let shift): draw(shift, run, named)
      }
    }.joined()
  }

  private func draw(
    _ shift: PlannedShift, _ run: DayRow.Run, _ named: Set<PlannedShift>
  ) -> String {
    if run.isGoingOn { return dots("", run.length) }
    let name = name(shift, run)
    if name.count <= run.length { return dots(name, run.length) }
    // Named on another day, or else below.
    return named.contains(shift)
      ? dots(run.isFirst ? "" : "|", run.length) : String(repeating: "+", count: run.length)
  }

  private func name(_ shift: PlannedShift, _ run: DayRow.Run) -> String {
    (run.isFirst ? "" : "|") + plan.label(of: shift)
  }

  private func dots(_ text: String, _ length: Int) -> String {
    text + String(repeating: "·", count: length - text.count)
  }

  private func note(_ day: CivilDate) -> String {
    plan.oddLength(of: day).map { " (\(words.length($0)))" } ?? ""
  }

  /// A shift too short for its own name, written out below the days.
  private func entry(_ shift: PlannedShift) -> String {
    "  + \(plan.label(of: shift)): \(words.stretch(shift, plan.zone))"
  }
}
