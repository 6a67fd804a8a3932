import AmparoCore

/// A month as a calendar: weeks from Monday on, and in each day who is on call in which order.
package struct MonthGrid {
  private let plan: RotaPlan
  private let first: CivilDate
  private let words: CalendarWords

  /// The widest a day's column gets: seven of them fit a screen of 100 columns.
  private static let widthMax = 13
  private static let gap = "!!!"
  private static let more = "…"

  /// Nil for a month that is none.
  package init?(_ plan: RotaPlan, year: Int, month: Int, language: Language) {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    self.plan = plan
    self.first = first
    words = CalendarWords(language: language)
  }

  package var lines: [String] {
    let days = CivilDate.days(inMonth: first.month, of: first.year)
    let last = first.adding(days: days - 1)
    var weeks: [CivilDate] = []
    var monday = first.monday
    while monday <= last {
      weeks.append(monday)
      monday = monday.adding(days: 7)
    }
    let width = columnWidth
    let margin = (plan.roles.map(\.count).max() ?? 0) + 1
    var lines = ["\(words.month(first.month)) \(first.year)", ""]
    lines.append(
      String(repeating: " ", count: margin)
        + words.weekdays.map { $0.padded(width) }.joined(separator: " "))
    for monday in weeks { lines += week(monday, width, margin) }
    lines += plan.legend
    lines.append(
      words.pick(
        "* sustitución o permuta   !!! nadie de guardia", "* override   !!! nobody on call"))
    return lines
  }

  private func week(_ monday: CivilDate, _ width: Int, _ margin: Int) -> [String] {
    let days = (0..<7).map { monday.adding(days: $0) }
    let numbers = days.map { isShown($0) ? "\($0.day)" : "" }
    var lines = [line("", numbers, width, margin)]
    for role in plan.roles {
      lines.append(line(role, days.map { isShown($0) ? cell(role, $0) : "" }, width, margin))
    }
    return lines + [""]
  }

  private func line(_ title: String, _ cells: [String], _ width: Int, _ margin: Int) -> String {
    let cut = cells.map { cell in
      cell.count <= width ? cell.padded(width) : cell.prefix(width - 1) + Self.more
    }
    let text = title.padded(margin) + cut.joined(separator: " ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private func isShown(_ day: CivilDate) -> Bool {
    day.month == first.month && day.year == first.year
  }

  /// Who is on call on a day, in order of the handoffs: `o1>o2`.
  private func cell(_ role: String, _ day: CivilDate) -> String {
    let shifts = plan.shifts(
      of: role, from: plan.start(of: day), to: plan.start(of: day.adding(days: 1)))
    return shifts.map { $0.officer == nil ? Self.gap : $0.label }.joined(separator: ">")
  }

  private var columnWidth: Int {
    let days = CivilDate.days(inMonth: first.month, of: first.year)
    let cells = (0..<days).flatMap { day in
      plan.roles.map { cell($0, first.adding(days: day)).count }
    }
    return min(max(cells.max() ?? 0, 4), Self.widthMax)
  }
}
