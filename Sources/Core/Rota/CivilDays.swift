/// The Gregorian calendar counted in days from 1970-01-01, after Howard Hinnant's
/// "chrono-Compatible Low-Level Date Algorithms" (days_from_civil, civil_from_days).
enum CivilDays {
  private static let daysPerEra: Int64 = 146_097
  /// From 0000-03-01, where the algorithm's years begin, to the epoch.
  private static let epoch: Int64 = 719_468

  /// The day of `2026-11-24`; nil for any other spelling and for a date no calendar has.
  static func parse(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = LocalTime.digits(parts[0], count: 4),
      let month = LocalTime.digits(parts[1], count: 2),
      let day = LocalTime.digits(parts[2], count: 2), (1...12).contains(month), day >= 1
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * daysPerEra + dayOfEra - epoch
    // A 30th of February comes back as another date.
    return self.text(days) == String(text) ? days : nil
  }

  /// The date of a day, as `2026-11-24`.
  static func text(_ days: Int64) -> String {
    let shifted = days + epoch
    let era = (shifted >= 0 ? shifted : shifted - daysPerEra + 1) / daysPerEra
    let dayOfEra = shifted - era * daysPerEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
