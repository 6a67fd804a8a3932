import AmparoCore
import AmparoHost

/// Zone rules as a value, made from the system's zone data (tzfile(5)), so that an update of the
/// machine's tz database is all that a change of the law takes.
package enum SystemZone {
  /// Where Linux keeps compiled zones.
  private static let folder = "/usr/share/zoneinfo/"

  /// The years whose changes are in the value; before and after, the nearest offset holds.
  private static let years = 2000...2060

  /// A compiled zone has some kilobytes; one of this many bytes is something else.
  private static let bytesMax = 1 << 20

  /// The rules of a zone of the tz database by its name or an older one, such as `Europe/Madrid`;
  /// nil for a name that is none, and where the machine has no zone data.
  package static func rules(named name: String) -> ZoneRules? {
    guard isName(name) else { return nil }
    let bytes: [UInt8]
    do {
      bytes = try Files.read(folder + name, max: bytesMax)
    } catch {
      return nil
    }
    return ZoneFile(bytes)?.rules(name: name, years: years)
  }

  /// Every part of a zone's name begins with a capital and has no dot in it; what else lies in the
  /// folder (`right/`, `posixrules`, tables) does not, and nothing leads out of it.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, capitals.contains(first) else { return false }
      return part.utf8.allSatisfy { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ".") }
    }
  }

  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
}
