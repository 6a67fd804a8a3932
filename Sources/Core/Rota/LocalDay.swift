/// A day of the unit's calendar as documents write it: `2026-11-24`.
package enum LocalDay {
  private static let length = 10

  package static func text(_ local: LocalTime) -> String {
    // An RFC 3339 time begins with its date, whatever the zone.
    String(Timestamp.text(local.milliseconds).prefix(length))
  }

  /// Whether the text is a day of the calendar, in exactly this spelling.
  package static func isDay(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count == length else { return false }
    var fields = [0, 0, 0]
    var field = 0
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 7 {
        guard byte == UInt8(ascii: "-") else { return false }
        field += 1
      } else {
        guard JSONText.isDigit(byte) else { return false }
        fields[field] = fields[field] * 10 + Int(byte - 0x30)
      }
    }
    return CivilDate(year: fields[0], month: fields[1], day: fields[2]) != nil
  }
}
