import AmparoCore

/// A month as a calendar for a terminal of 80 columns: weeks from Monday on, and in each day who is
/// on call in which order.
package struct MonthGrid {
  private let plan: RotaPlan
  private let first: CivilDate
  private let words: CalendarWords

  /// Room for a role's name and a blank.
  private static let margin = 10
  /// A day's column; seven of them and the margin fit 80 columns.
  private static let width = 9
  /// Lines of one role on one day.
  private static let linesMax = 4
  private static let gap = "!!!"

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
    var lines = ["\(words.month(first.month)) \(first.year)", "", line("", words.weekdays)]
    var monday = first.monday
    while monday <= last {
      lines += week(monday)
      monday = monday.adding(days: 7)
    }
    let start = plan.start(of: first)
    let end = plan.start(of: last.adding(days: 1))
    for role in plan.roles {
      let gaps = words.gaps(plan.shifts(of: role, from: start, to: end), plan.zone)
      if !gaps.isEmpty { lines += [plan.title(of: role)] + gaps + [""] }
    }
    lines += plan.legend
    lines.append(words.key)
    return lines
  }

  private func week(_ monday: CivilDate) -> [String] {
    let days = (0..<7).map { monday.adding(days: $0) }
    var lines = [line("", days.map { isShown($0) ? number($0) : "" })]
    for role in plan.roles {
      let cells = days.map { isShown($0) ? cell(role, $0) : [] }
      for row in 0..<(cells.map(\.count).max() ?? 0) {
        lines.append(
          line(
            row == 0 ? plan.title(of: role) : "",
            cells.map { row < $0.count ? $0[row] : "" }))
      }
    }
    return lines + [""]
  }

  private func line(_ title: String, _ cells: [String]) -> String {
    let text = title.padded(Self.margin) + cells.map { $0.padded(Self.width) }.joined()
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private func isShown(_ day: CivilDate) -> Bool {
    day.month == first.month && day.year == first.year
  }

  /// `29`, and `29 23h` for a day of 23 hours.
  private func number(_ day: CivilDate) -> String {
    guard let minutes = plan.oddLength(of: day) else { return "\(day.day)" }
    let rest = minutes % 60 == 0 ? "" : words.two(minutes % 60)
    return "\(day.day) \(minutes / 60)h\(rest)"
  }

  /// Who is on call on a day, in order of the handoffs: `o1>o2`, in as many lines as that takes.
  private func cell(_ role: String, _ day: CivilDate) -> [String] {
    let end = plan.start(of: day.adding(days: 1))
    let shifts = plan.shifts(of: role, from: plan.start(of: day), to: end)
    var labels = shifts.map { $0.officer == nil ? Self.gap : plan.label(of: $0) }
    if shifts.last.map({ $0.to < end }) ?? true { labels.append("?") }
    var lines = [""]
    for (place, label) in labels.enumerated() {
      let text = label + (place + 1 < labels.count ? ">" : "")
      // One blank stays between two days.
      if lines[lines.count - 1].count + text.count >= Self.width { lines.append("") }
      lines[lines.count - 1] += text
    }
    return lines.count <= Self.linesMax ? lines : shortened(lines)
  }

  /// What is left out ends in an ellipsis, and never hides that nobody is on call.
  private func shortened(_ lines: [String]) -> [String] {
    let rest = lines.dropFirst(Self.linesMax - 1)
    let hidesGap = rest.contains { $0.contains(Self.gap) }
    return lines.prefix(Self.linesMax - 1) + [hidesGap ? "…" + Self.gap : "…"]
  }
}
