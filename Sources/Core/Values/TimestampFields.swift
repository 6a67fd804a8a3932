/// Reads the fields of one RFC 3339 time from left to right.
struct TimestampFields {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  /// Milliseconds since 1970-01-01T00:00:00Z; nil where the text breaks a rule.
  mutating func instant() -> Int64? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      let date = CivilDate(year: year, month: month, day: day),
      take("T") || take("t") || take(" "),
      let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
      hour < 24, minute < 60, second <= 60,
      let fraction = milliseconds(), let offset = offsetMinutes(), rest.isEmpty
    else { return nil }
    let minutes = date.daysSinceEpoch * 1440 + hour * 60 + minute - offset
    return Int64(minutes * 60 + second) * 1000 + Int64(fraction)
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = rest.first, JSONText.isDigit(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
      rest.removeFirst()
    }
    return value
  }

  /// The fraction of the second, cut to three digits; 0 where there is none.
  private mutating func milliseconds() -> Int? {
    guard take(".") else { return 0 }
    let written = rest.prefix(while: JSONText.isDigit)
    guard !written.isEmpty else { return nil }
    rest = rest.dropFirst(written.count)
    var value = 0
    for digit in written.prefix(3) { value = value * 10 + Int(digit - 0x30) }
    for _ in written.count..<max(written.count, 3) { value *= 10 }
    return value
  }

  /// Minutes east of UTC.
  private mutating func offsetMinutes() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isWest = rest.first == UInt8(ascii: "-")
    guard take("+") || take("-"), let hours = digits(2), take(":"), let minutes = digits(2),
      hours < 24, minutes < 60
    else { return nil }
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }
}
