/// A day of the unit's calendar as documents write it: `2026-11-24`.
package enum LocalDay {
  private static let length = 10

  package static func text(_ local: LocalTime) -> String {
    // An RFC 3339 time begins with its date, whatever the zone.
    String(Timestamp.text(local.milliseconds).prefix(length))
  }

  /// Whether the text is a day of the calendar, in exactly this spelling.
  package static func isDay(_ text: String) -> Bool {
    text.utf8.count == length && Timestamp.parse(text + "T00:00:00Z") != nil
  }
}
