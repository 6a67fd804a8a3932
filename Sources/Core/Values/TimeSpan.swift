/// A length of time in whole milliseconds, written `250ms`, `45s`, `3m`, `2h`, `7d` (or `1w`).
package struct TimeSpan: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func milliseconds(_ n: Int64) -> TimeSpan { TimeSpan(milliseconds: n) }
  package static func seconds(_ n: Int64) -> TimeSpan { TimeSpan(milliseconds: n * 1000) }
  package static func minutes(_ n: Int64) -> TimeSpan { .seconds(n * 60) }
  package static func hours(_ n: Int64) -> TimeSpan { .minutes(n * 60) }
  package static func days(_ n: Int64) -> TimeSpan { .hours(n * 24) }

  /// The longest span that can be written: 100 years, so that adding one to any instant of this
  /// era cannot overflow.
  package static let max = TimeSpan.days(36_525)

  private static let units: [(suffix: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ("w", 604_800_000),
  ]

  /// Reads `45s` and its like: digits, then one unit, nothing else; nil for anything else, for a
  /// negative span and for one longer than ``max``.
  package init?(_ text: some StringProtocol) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let suffix = text.dropFirst(digits.count)
    guard let count = Int64(digits), let unit = Self.units.first(where: { suffix == $0.suffix })
    else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
    guard !overflow, product <= Self.max.milliseconds else { return nil }
    self.init(milliseconds: product)
  }

  /// The shortest exact spelling; weeks are written as days.
  package var description: String {
    for unit in Self.units.dropLast().reversed()
    where milliseconds != 0 && milliseconds % unit.milliseconds == 0 {
      return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }
    return "\(milliseconds)ms"
  }

  package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }
}
