/// Reads the parts of a TZ string from left to right.
struct ZoneRuleScanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  func isBefore(_ mark: Character) -> Bool { rest.first == mark }

  mutating func take(_ mark: Character) -> Bool {
    guard rest.first == mark else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A zone's short name: letters, or anything in angle brackets.
  mutating func name() -> Bool {
    if take("<") {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let letters = rest.prefix { $0.isASCII && $0.isLetter }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  /// `[+-]H[:M[:S]]` in seconds.
  mutating func time(hoursMax: Int) -> Int64? {
    let sign: Int64 = take("-") ? -1 : 1
    if sign > 0 { _ = take("+") }
    guard let hours = number(in: 0...hoursMax) else { return nil }
    var seconds = Int64(hours) * 3600
    for unit in [Int64(60), 1] where take(":") {
      guard let part = number(in: 0...59) else { return nil }
      seconds += Int64(part) * unit
    }
    return sign * seconds
  }

  /// A day of the year, and the hour of the change, which is two o'clock where none is named.
  mutating func turn() -> ZoneRule.Turn? {
    guard let day = day() else { return nil }
    guard take("/") else { return ZoneRule.Turn(day: day, seconds: 7200) }
    // A week, by RFC 9636: zones count on into the days beside the one they name.
    return time(hoursMax: 167).map { ZoneRule.Turn(day: day, seconds: $0) }
  }

  private mutating func day() -> ZoneRule.Turn.Day? {
    if take("J") { return number(in: 1...365).map { .julian($0) } }
    guard take("M") else { return number(in: 0...365).map { .ordinal($0) } }
    guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
      let day = number(in: 0...6)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits).flatMap { range.contains($0) ? $0 : nil }
  }
}
