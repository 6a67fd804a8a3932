import AmparoConfig
import AmparoCore
import Testing

@testable import AmparoCalendar

/// Plans as `rota.show` would tell them, made from a real rota.
enum PlanFixture {
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 24 * hour

  static func zone(_ name: String = "Europe/Madrid") throws -> ZoneRules {
    try #require(SystemZone.rules(named: name))
  }

  static func date(_ text: String) throws -> CivilDate {
    let local = try #require(LocalTime(text + "T00:00"))
    return CivilDate(daysSinceEpoch: Int(local.milliseconds / day))
  }

  static func window(_ start: Int, _ end: Int) -> RotaWindow {
    RotaWindow(days: Set(RotaWindow.Weekday.allCases), start: start, end: end)
  }

  static func layer(
    _ officers: [String], every period: Int64 = day, windows: [RotaWindow] = []
  ) throws -> RotaLayer {
    RotaLayer(
      name: "layer", officers: officers.map { OfficerID($0) },
      from: try #require(LocalTime("2026-01-05T07:00")), period: period, windows: windows)
  }

  /// From the first day until before the last.
  static func plan(
    _ roles: [(String, [RotaLayer])], overrides: [RotaOverride] = [], from: String, to: String,
    zone: ZoneRules
  ) throws -> RotaPlan {
    let rota = Rota(
      roles: roles.map { RotaRole(name: $0.0, layers: $0.1) }, overrides: overrides, zone: zone)
    let start = zone.wall(of: try #require(LocalTime(from + "T00:00")))
    let end = zone.wall(of: try #require(LocalTime(to + "T00:00")))
    return RotaPlan(
      zone: zone, roles: roles.map(\.0),
      shifts: rota.shifts(from: start, to: end).map { shift in
        PlannedShift(
          role: shift.role, officer: shift.officer?.rawValue,
          name: shift.officer.map { "Agente \($0)" }, isOverride: shift.source == .override,
          from: shift.from, to: shift.to)
      })
  }

  static func swap(
    _ officer: String, _ from: String, _ to: String, _ zone: ZoneRules
  ) throws -> RotaOverride {
    RotaOverride(
      role: "primary", officer: OfficerID(officer),
      from: zone.wall(of: try #require(LocalTime(from))),
      to: zone.wall(of: try #require(LocalTime(to))), reason: "swap")
  }
}
