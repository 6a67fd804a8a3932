import AmparoCore
import Testing

/// What the rota's tests share: Madrid's clock in 2026, and a rota told in words.
enum RotaFixture {
  static let minute: Int64 = 60_000
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 86_400_000
  static let everyDay = Set(RotaWindow.Weekday.allCases)

  /// Europe/Madrid around 2026: clocks go forward at 01:00 UTC on 29 March and back at 01:00 UTC
  /// on 25 October (and so in the years beside it).
  static let madrid = ZoneRules(
    name: "Europe/Madrid", firstOffset: hour,
    changes: [
      .init(at: utc("2025-03-30T01:00"), offset: 2 * hour),
      .init(at: utc("2025-10-26T01:00"), offset: hour),
      .init(at: utc("2026-03-29T01:00"), offset: 2 * hour),
      .init(at: utc("2026-10-25T01:00"), offset: hour),
      .init(at: utc("2027-03-28T01:00"), offset: 2 * hour),
      .init(at: utc("2027-10-31T01:00"), offset: hour),
    ])

  static func local(_ text: String) -> LocalTime {
    guard let time = LocalTime(text) else {
      Issue.record("no local time: \(text)")
      return LocalTime(milliseconds: 0)
    }
    return time
  }

  static func utc(_ text: String) -> Int64 { local(text).milliseconds }

  static func wall(_ text: String) -> Int64 { madrid.wall(of: local(text)) }

  static func layer(
    _ name: String, _ officers: [String], from: String, every period: Int64,
    windows: [RotaWindow] = []
  ) -> RotaLayer {
    RotaLayer(
      name: name, officers: officers.map { OfficerID($0) }, from: local(from), period: period,
      windows: windows)
  }

  static func window(
    _ days: Set<RotaWindow.Weekday>, _ start: String,
    _ end: String
  ) -> RotaWindow {
    func minutes(_ text: String) -> Int {
      Int(local("1970-01-01T" + text).milliseconds / minute)
    }
    return RotaWindow(days: days, start: minutes(start), end: minutes(end))
  }

  static func rota(
    _ layers: [RotaLayer], overrides: [RotaOverride] = [], zone: ZoneRules = madrid
  ) -> Rota {
    Rota(roles: [RotaRole(name: "primary", layers: layers)], overrides: overrides, zone: zone)
  }
}
