import AmparoCore

/// The shifts of some days, role by role in order and without holes, with the clock they follow.
package struct RotaPlan: Sendable {
  package var zone: ZoneRules
  package var roles: [String]
  package var shifts: [PlannedShift]
  private let roleMarks: [String: String]
  private let officerMarks: [String: String]

  /// The longest ids that stand in a grid as they are, in letters: what a day's column of nine and
  /// the margin of ten have room for.
  private static let officerMax = 6
  private static let roleMax = 9

  package init(zone: ZoneRules, roles: [String], shifts: [PlannedShift]) {
    self.zone = zone
    self.roles = roles
    self.shifts = shifts
    roleMarks = Self.marks(roles, "@", longest: Self.roleMax)
    officerMarks = Self.marks(
      Set(shifts.compactMap(\.officer)).sorted(), "#", longest: Self.officerMax)
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

  /// Those of a role that touch the time between two instants.
  func shifts(of role: String, from: Int64, to: Int64) -> [PlannedShift] {
    shifts.filter { $0.role == role && $0.from < to && from < $0.to }
  }

  /// The instant at which a day of the unit begins.
  package func start(of day: CivilDate) -> Int64 {
    zone.wall(of: LocalTime(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000))
  }

  /// How long the day is, in minutes, where it is not 24 hours; nil where it is.
  func oddLength(of day: CivilDate) -> Int? {
    let length = start(of: day.adding(days: 1)) - start(of: day)
    return length == 86_400_000 ? nil : Int(length / 60_000)
  }

  /// How a grid writes a shift: the officer, with a star where an override put them there.
  func label(of shift: PlannedShift) -> String {
    guard let officer = shift.officer else { return "" }
    return (officerMarks[officer] ?? officer) + (shift.isOverride ? "*" : "")
  }

  /// How a grid writes a role.
  func title(of role: String) -> String { roleMarks[role] ?? role }

  /// What the numbers of long ids stand for, and each officer once with the name colleagues use.
  var legend: [String] {
    var names: [String: String] = [:]
    for shift in shifts {
      if let officer = shift.officer { names[officer] = shift.name ?? officer }
    }
    let long = roles.compactMap { role in roleMarks[role].map { "\($0) = \(role)" } }
    return long
      + names.sorted { $0.key < $1.key }.map { id, name in
        (officerMarks[id].map { "\($0) = " } ?? "") + "\(id) = \(name)"
      }
  }

  /// A number for each id that is too long for a grid.
  private static func marks(
    _ ids: [String], _ sign: String, longest: Int
  ) -> [String: String] {
    let long = ids.filter { $0.count > longest }
    let pairs = long.enumerated().map { ($1, "\(sign)\($0 + 1)") }
    return Dictionary(pairs) { first, _ in first }
  }
}

extension CivilDate {
  func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// The Monday of its week.
  package var monday: CivilDate { adding(days: 1 - weekday) }
}
