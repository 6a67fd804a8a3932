/// What is wrong with the rota between two wall times.
package struct RotaReview: Hashable, Sendable {
  /// How many of a kind are told: a month in which every half hour is wrong.
  package static let countMax = 1500

  package private(set) var gaps: [Concern] = []
  package private(set) var clashes: [Concern] = []
  package private(set) var absences: [Concern] = []
  /// What was not looked through.
  package private(set) var unseen: [Concern] = []

  package init(_ directory: Directory, from: Int64, to: Int64) {
    let rota = directory.rota
    let away = TimesAway(directory, from: from, to: to)
    var turns: [OfficerID: [Shift]] = [:]
    for role in rota.roles {
      let shifts = rota.shifts(role: role.name, from: from, to: to)
      if let end = shifts.last?.to, end < to {
        unseen.append(.unseen(role: role.name, from: end, to: to))
      }
      for shift in shifts {
        guard let officer = shift.officer else {
          Self.add(.gap(role: role.name, from: shift.from, to: shift.to), to: &gaps)
          continue
        }
        turns[officer, default: []].append(shift)
        noteAbsences(of: officer, on: shift, away)
      }
    }
    for officer in turns.keys.sorted() { noteClashes(of: officer, turns[officer] ?? []) }
  }

  /// Shifts that follow on one another, as where two layers name the same officer, are one matter.
  private mutating func noteAbsences(
    of officer: OfficerID, on shift: Shift, _ away: TimesAway
  ) {
    for absence in TimesAway.common(away.of(officer), [shift.from..<shift.to]) {
      var from = absence.lowerBound
      if case .absent(officer, shift.role, let start, from)? = absences.last {
        absences.removeLast()
        from = start
      }
      Self.add(
        .absent(officer: officer, role: shift.role, from: from, to: absence.upperBound),
        to: &absences)
    }
  }

  /// Between two instants at which a turn begins or ends nothing changes, so each such stretch is
  /// looked at once; stretches that meet and say the same are one.
  private mutating func noteClashes(of officer: OfficerID, _ turns: [Shift]) {
    guard Set(turns.map(\.role)).count > 1 else { return }
    let starts = turns.sorted { $0.from < $1.from }
    var next = 0
    var present: [Shift] = []
    var last: (roles: [String], from: Int64, to: Int64)?
    for (from, to) in Self.stretches(turns) {
      while next < starts.count, starts[next].from <= from {
        present.append(starts[next])
        next += 1
      }
      present.removeAll { $0.to <= from }
      let roles = present.map(\.role).sorted()
      if let open = last, open.to == from, open.roles == roles {
        last?.to = to
      } else {
        close(last, officer)
        last = (roles, from, to)
      }
    }
    close(last, officer)
  }

  private mutating func close(_ clash: (roles: [String], from: Int64, to: Int64)?, _ id: OfficerID)
  {
    guard let clash, clash.roles.count > 1 else { return }
    Self.add(
      .clash(officer: id, roles: clash.roles, from: clash.from, to: clash.to), to: &clashes)
  }

  private static func stretches(_ turns: [Shift]) -> [(Int64, Int64)] {
    let edges = Set(turns.flatMap { [$0.from, $0.to] }).sorted()
    return Array(zip(edges, edges.dropFirst()))
  }

  private static func add(_ concern: Concern, to list: inout [Concern]) {
    if list.count < countMax { list.append(concern) }
  }
}
