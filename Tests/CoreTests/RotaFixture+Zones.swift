import AmparoCore

/// Clocks of 2026 and 2027 from all over the world, as the tz database has them.
extension RotaFixture {
  /// Half an hour forward and back, in the south.
  static let lordHowe = zone(
    "Australia/Lord_Howe", 11 * hour,
    [("2026-04-04T15:00", 10.5), ("2026-10-03T15:30", 11), ("2027-04-03T15:00", 10.5)])
  static let auckland = zone(
    "Pacific/Auckland", 13 * hour,
    [("2026-04-04T14:00", 12), ("2026-09-26T14:00", 13), ("2027-04-03T14:00", 12)])
  /// Changes at midnight: one day has no 00:00, another has 23:00 twice.
  static let beirut = zone(
    "Asia/Beirut", 2 * hour,
    [("2026-03-28T22:00", 3), ("2026-10-24T21:00", 2), ("2027-03-27T22:00", 3)])
  /// West of Greenwich, by a half hour.
  static let newfoundland = zone(
    "America/St_Johns", -7 * hour / 2,
    [("2026-03-08T05:30", -2.5), ("2026-11-01T04:30", -3.5), ("2027-03-14T05:30", -2.5)])
  /// No change at all.
  static let tokyo = zone("Asia/Tokyo", 9 * hour, [])
  static let kathmandu = zone("Asia/Kathmandu", 23 * hour / 4, [])

  static let zones = [madrid, lordHowe, auckland, beirut, newfoundland, tokyo, kathmandu]

  /// Instants around which a test looks: the changes of 2026, or some instant where there is none.
  static func changes(of zone: ZoneRules) -> [Int64] {
    let own = zone.changes.map(\.at).filter {
      utc("2026-01-01T00:00") <= $0 && $0 < utc("2027-01-01T00:00")
    }
    return own.isEmpty ? [utc("2026-03-29T01:00")] : own
  }

  private static func zone(
    _ name: String, _ first: Int64, _ changes: [(String, Double)]
  ) -> ZoneRules {
    ZoneRules(
      name: name, firstOffset: first,
      changes: changes.map { .init(at: utc($0), offset: Int64($1 * Double(hour))) })
  }
}
