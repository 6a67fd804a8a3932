import AmparoCore

/// The shifts of some days, role by role in order and without holes, with the clock they follow.
package struct RotaPlan: Sendable {
  package var zone: ZoneRules
  package var roles: [String]
  package var shifts: [PlannedShift]

  package init(zone: ZoneRules, roles: [String], shifts: [PlannedShift]) {
    self.zone = zone
    self.roles = roles
    self.shifts = shifts
  }

  /// Reads the reply of `rota.show`; nil for anything else.
  package init?(json: JSONValue, zone: ZoneRules) {
    guard let roles = json["roles"]?.array, let shifts = json["shifts"]?.array else { return nil }
    self.init(
      zone: zone, roles: roles.compactMap(\.string),
      shifts: shifts.compactMap { item in
        guard let role = item["role"]?.string,
          let from = item["from"]?.string.flatMap({ Timestamp.parse($0) }),
          let to = item["to"]?.string.flatMap({ Timestamp.parse($0) })
        else { return nil }
        return PlannedShift(
          role: role, officer: item["officer"]?.string, name: item["name"]?.string,
          isOverride: item["source"]?.string == "override", from: from, to: to)
      })
  }

  func shift(of role: String, at wall: Int64) -> PlannedShift? {
    shifts.first { $0.role == role && $0.from <= wall && wall < $0.to }
  }

  /// Those of a role that touch the time between two instants.
  func shifts(of role: String, from: Int64, to: Int64) -> [PlannedShift] {
    shifts.filter { $0.role == role && $0.from < to && from < $0.to }
  }

  /// The instant at which a day of the unit begins.
  func start(of day: CivilDate) -> Int64 {
    zone.wall(of: LocalTime(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000))
  }

  /// Each officer once, by id, with the name colleagues use.
  var legend: [String] {
    var names: [String: String] = [:]
    for shift in shifts {
      if let officer = shift.officer { names[officer] = shift.name ?? officer }
    }
    return names.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
  }
}

extension CivilDate {
  func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// The Monday of its week.
  package var monday: CivilDate { adding(days: 1 - weekday) }
}
