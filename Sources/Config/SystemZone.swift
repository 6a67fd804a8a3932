import AmparoCore
import Foundation

/// Zone rules as a value, made from the system's zone data.
package enum SystemZone {
  /// The years whose changes are in the value; before and after, the nearest offset holds.
  private static let years: ClosedRange<Double> = 2000...2060
  private static let secondsPerYear = 31_556_952.0

  /// The rules of a zone of the tz database by its name or an older one, such as `Europe/Madrid`;
  /// nil for a name that is none.
  package static func rules(named name: String) -> ZoneRules? {
    guard isZone(name), let zone = TimeZone(identifier: name) else { return nil }
    var at = Date(timeIntervalSince1970: (years.lowerBound - 1970) * secondsPerYear)
    let end = Date(timeIntervalSince1970: (years.upperBound - 1970) * secondsPerYear)
    let first = offset(zone, at)
    var changes: [ZoneRules.Change] = []
    while let next = zone.nextDaylightSavingTimeTransition(after: at), next > at, next < end {
      let wall = Int64((next.timeIntervalSince1970 * 1000).rounded())
      changes.append(ZoneRules.Change(at: wall, offset: offset(zone, next)))
      at = next
    }
    return ZoneRules(name: name, firstOffset: first, changes: changes)
  }

  /// The list has each zone once; older names have a slash in them, too. What else Foundation
  /// takes, such as `GMT+1`, is an offset and no zone.
  ///
  /// To name the list is also what links the zone data in: without it a static program finds none.
  private static func isZone(_ name: String) -> Bool {
    TimeZone.knownTimeZoneIdentifiers.contains(name) || name.contains("/") || name == "UTC"
  }

  private static func offset(_ zone: TimeZone, _ at: Date) -> Int64 {
    Int64(zone.secondsFromGMT(for: at)) * 1000
  }
}
