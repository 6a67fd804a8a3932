import AmparoCore

/// When a zone changes its clocks each year, as the end of a compiled zone says it: the TZ string
/// of POSIX with the extensions of RFC 9636, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule {
  /// A day of the year, and the seconds from its beginning by the clock that goes until then.
  struct Turn: Equatable {
    enum Day: Equatable {
      /// Counted from 1, the 29th of February never.
      case julian(Int)
      /// Counted from 0, the 29th of February too.
      case ordinal(Int)
      /// A weekday from 0 for Sunday, of the month's week 1 to 5; 5 is the last.
      case weekday(month: Int, week: Int, day: Int)
    }

    var day: Day
    var seconds: Int64
  }

  /// Seconds to add to UTC.
  let standard: Int64
  /// Nil where the clocks are never changed.
  let daylight: (offset: Int64, from: Turn, to: Turn)?

  init?(_ text: String) {
    var scanner = ZoneRuleScanner(text)
    guard scanner.name(), let west = scanner.time(hoursMax: 24) else { return nil }
    standard = -west
    guard !scanner.isAtEnd else {
      daylight = nil
      return
    }
    guard scanner.name() else { return nil }
    var offset = standard + 3600
    if !scanner.isBefore(",") {
      guard let west = scanner.time(hoursMax: 24) else { return nil }
      offset = -west
    }
    guard scanner.take(","), let from = scanner.turn(), scanner.take(","),
      let to = scanner.turn(), scanner.isAtEnd
    else { return nil }
    daylight = (offset, from, to)
  }

  /// The two changes that the rule has in a year, in order of time.
  func changes(in year: Int) -> [ZoneFile.Change] {
    guard let daylight else { return [] }
    let start = Self.instant(daylight.from, year) - standard
    let end = Self.instant(daylight.to, year) - daylight.offset
    let both = [(at: start, offset: daylight.offset), (at: end, offset: standard)]
    return start <= end ? both : both.reversed()
  }

  /// Seconds since 1970 of a turn, as if its clock showed UTC.
  private static func instant(_ turn: Turn, _ year: Int) -> Int64 {
    let first = newYear(year)
    switch turn.day {
    case .julian(let day):
      let isPastLeapDay = CivilDate.isLeap(year) && day >= 60
      return first + Int64(day - 1 + (isPastLeapDay ? 1 : 0)) * secondsPerDay + turn.seconds
    case .ordinal(let day):
      return first + Int64(day) * secondsPerDay + turn.seconds
    case .weekday(let month, let week, let day):
      let before = (1..<month).reduce(0) { $0 + CivilDate.days(inMonth: $1, of: year) }
      let opening = CivilDate(daysSinceEpoch: Int(first / secondsPerDay) + before)
      var date = (day - opening.weekday % 7 + 7) % 7 + (week - 1) * 7
      if date >= CivilDate.days(inMonth: month, of: year) { date -= 7 }
      return first + Int64(before + date) * secondsPerDay + turn.seconds
    }
  }

  /// Seconds since 1970 at which a year begins in UTC.
  static func newYear(_ year: Int) -> Int64 {
    let days = CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0
    return Int64(days) * secondsPerDay
  }

  private static let secondsPerDay: Int64 = 86_400
}
