/// A day of the unit's calendar as documents write it: `2026-11-24`.
package enum LocalDay {
  package static func text(_ local: LocalTime) -> String {
    // An RFC 3339 time begins with its date, whatever the zone.
    String(Timestamp.text(local.milliseconds).prefix(10))
  }
}
