import AmparoCore

/// The rota as replies have it.
package enum RotaView {
  /// Shifts told in one reply: a year of three a day for three roles. It keeps the reply under the
  /// longest line that a client takes.
  private static let shiftsMax = 4000

  package static func shifts(
    _ directory: Directory, _ settings: EscalationSettings, from: Int64, to: Int64
  ) -> JSONValue {
    let shifts = directory.rota.shifts(from: from, to: to)
    let isWhole = directory.rota.roles.allSatisfy { role in
      shifts.last { $0.role == role.name }?.to == to
    }
    return [
      "from": .time(from), "to": .time(to),
      "time_zone": .string(directory.unit.timeZone),
      "roles": .strings(directory.rota.roles.map(\.name)),
      "shifts": .array(shifts.prefix(shiftsMax).map { shift($0, directory, settings) }),
      "more": .bool(shifts.count > shiftsMax || !isWhole),
    ]
  }

  private static func shift(
    _ item: Shift, _ directory: Directory, _ settings: EscalationSettings
  ) -> JSONValue {
    let officer = item.officer.flatMap { directory.officer($0) ?? settings.contacts[$0] }
    let source = item.source.words
    return [
      "role": .string(item.role), "officer": .text(item.officer?.rawValue),
      "name": .text(officer?.name),
      "source": .text(source.source), "layer": .text(source.layer),
      "from": .time(item.from), "to": .time(item.to),
    ]
  }

  package static func check(
    _ directory: Directory, _ found: [Concern], from: Int64, to: Int64
  ) -> JSONValue {
    let lists = Dictionary(grouping: found, by: list)
    func told(_ list: String) -> JSONValue { .array((lists[list] ?? []).map(concern)) }
    return [
      "from": .time(from), "to": .time(to), "time_zone": .string(directory.unit.timeZone),
      "gaps": told("gaps"), "unseen": told("unseen"), "clashes": told("clashes"),
      "absences": told("absences"), "no_channel": told("no_channel"),
      "uncovered": told("uncovered"),
      "warnings": Survey.words(found, directory.rota.zone).json,
    ]
  }

  /// The list of the reply in which a concern stands.
  private static func list(_ item: Concern) -> String {
    switch item {
    case .gap: "gaps"
    case .unseen: "unseen"
    case .clash: "clashes"
    case .absent: "absences"
    case .noChannel: "no_channel"
    case .uncovered: "uncovered"
    }
  }

  private static func concern(_ item: Concern) -> JSONValue {
    switch item {
    case .gap(let role, let from, let to), .unseen(let role, let from, let to):
      return [
        "role": .string(role), "from": .time(from),
        "to": .time(to),
      ]
    case .clash(let officer, let roles, let from, let to):
      return [
        "officer": .string(officer.rawValue), "roles": .strings(roles),
        "from": .time(from), "to": .time(to),
      ]
    case .absent(let officer, let role, let from, let to):
      return [
        "officer": .string(officer.rawValue), "role": .string(role),
        "from": .time(from), "to": .time(to),
      ]
    case .noChannel(let officer): return ["officer": .string(officer.rawValue)]
    case .uncovered(let id, let officer, let from, let to):
      return [
        "case": .string(id.rawValue), "officer": .string(officer.rawValue),
        "from": .time(from), "to": .time(to),
      ]
    }
  }
}
