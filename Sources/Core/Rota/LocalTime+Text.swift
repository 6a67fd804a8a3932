extension LocalTime: CustomStringConvertible {
  private static let minuteLength = 16
  private static let secondLength = 19

  /// Reads `2026-01-05T07:00`, with seconds if need be; nil for anything else and for a date or a
  /// time of day that no calendar has.
  package init?(_ text: some StringProtocol) {
    let letters = text.utf8
    guard letters.dropFirst(10).first == UInt8(ascii: "T") else { return nil }
    let rest: String
    switch letters.count {
    case Self.minuteLength: rest = ":00Z"
    case Self.secondLength: rest = "Z"
    default: return nil
    }
    guard let wall = Timestamp.parse(text + rest) else { return nil }
    self.init(milliseconds: wall)
  }

  /// As `2026-01-05T07:00`; seconds only where there are some, and nothing finer.
  package var description: String {
    let isWhole = milliseconds % 60_000 == 0
    return String(
      Timestamp.text(milliseconds).prefix(isWhole ? Self.minuteLength : Self.secondLength))
  }

  /// The number that exactly so many decimal digits say.
  static func digits(_ text: some StringProtocol, count: Int) -> Int64? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int64(text)
  }
}
