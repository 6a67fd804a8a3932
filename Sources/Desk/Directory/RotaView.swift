import AmparoCore

/// The rota as replies have it.
package enum RotaView {
  /// Shifts told in one reply: a year of three a day for four roles.
  private static let shiftsMax = 5000

  package static func shifts(_ directory: Directory, from: Int64, to: Int64) -> JSONValue {
    let shifts = directory.rota.shifts(from: from, to: to)
    return [
      "from": .time(from), "to": .time(to),
      "time_zone": .string(directory.unit.timeZone),
      "roles": .strings(directory.rota.roles.map(\.name)),
      "shifts": .array(shifts.prefix(shiftsMax).map { shift($0, directory) }),
      "more": .bool(shifts.count > shiftsMax),
    ]
  }

  private static func shift(_ item: Shift, _ directory: Directory) -> JSONValue {
    let source = item.source.words
    return [
      "role": .string(item.role), "officer": .text(item.officer?.rawValue),
      "name": .text(item.officer.flatMap(directory.officer)?.name),
      "source": .text(source.source), "layer": .text(source.layer),
      "from": .time(item.from), "to": .time(item.to),
    ]
  }

  package static func check(
    _ directory: Directory, _ settings: EscalationSettings, from: Int64, to: Int64
  ) -> JSONValue {
    let review = RotaReview(directory, from: from, to: to)
    let all =
      Survey.concerns(of: directory, settings, from: from, to: to)
    return [
      "from": .time(from), "to": .time(to),
      "gaps": .array(review.gaps.map(concern)), "clashes": .array(review.clashes.map(concern)),
      "absences": .array(review.absences.map(concern)),
      "warnings": all.map { $0.fault(directory.rota.zone) }.json,
    ]
  }

  private static func concern(_ item: Concern) -> JSONValue {
    switch item {
    case .gap(let role, let from, let to):
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
