extension LocalTime: CustomStringConvertible {
  private static let day: Int64 = 86_400_000

  /// Reads `2026-01-05T07:00`, with seconds if need be; nil for anything else and for a date or a
  /// time of day that no calendar has.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let days = CivilDays.parse(parts[0]) else { return nil }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2 || clock.count == 3 else { return nil }
    guard let hours = Self.digits(clock[0], count: 2), hours < 24,
      let minutes = Self.digits(clock[1], count: 2), minutes < 60,
      let seconds = clock.count == 3 ? Self.digits(clock[2], count: 2) : 0, seconds < 60
    else { return nil }
    let time = (hours * 60 + minutes) * 60 + seconds
    self.init(milliseconds: days * Self.day + time * 1000)
  }

  /// As `2026-01-05T07:00`; seconds only where there are some, and nothing finer.
  package var description: String {
    let days = (milliseconds - timeOfDay) / Self.day
    let minutes = timeOfDay / 60_000
    let seconds = timeOfDay / 1000 % 60
    let clock =
      CivilDays.padded(minutes / 60, 2) + ":" + CivilDays.padded(minutes % 60, 2)
      + (seconds == 0 ? "" : ":" + CivilDays.padded(seconds, 2))
    return CivilDays.text(days) + "T" + clock
  }

  /// The date alone, as `2026-01-05`.
  package var date: String { String(description.prefix { $0 != "T" }) }

  private var timeOfDay: Int64 {
    let rest = milliseconds % Self.day
    return rest < 0 ? rest + Self.day : rest
  }

  static func digits(_ text: some StringProtocol, count: Int) -> Int64? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int64(text)
  }
}
