extension Directory {
  /// How far ahead the rota is looked through: as long as a unit can still plan.
  package static let lookAhead = TimeSpan.days(14)

  /// What will leave an alert without the person it should reach, in the next 14 days from that
  /// wall time: gaps in a role, officers on the rota without a channel or absent on their shift,
  /// and assigned officers who are away while no deputy is there.
  package func warnings(now: Int64) -> [Fault] {
    let end = now + Self.lookAhead.milliseconds
    var list = FaultList()
    for role in rota.roles {
      for shift in rota.shifts(role: role.name, from: now, to: end) {
        guard let officer = shift.officer else {
          list.add(
            Fault(
              path: "rota.\(role.name)",
              message: "nobody is on call \(stretch(shift.from, shift.to))"))
          continue
        }
        warnOfAbsence(officer, on: shift, &list)
      }
    }
    warnOfChannels(&list)
    warnOfCases(from: now, to: end, &list)
    return list.faults
  }

  private func warnOfAbsence(_ officer: OfficerID, on shift: Shift, _ list: inout FaultList) {
    for absence in absences(of: officer) {
      let from = max(shift.from, absence.from)
      let to = min(shift.to, absence.to)
      guard from < to else { continue }
      list.add(
        Fault(
          path: "rota.\(shift.role)",
          message: "officer \"\(officer)\" is on call but absent \(stretch(from, to))"))
    }
  }

  private func warnOfChannels(_ list: inout FaultList) {
    let named =
      rota.roles.flatMap { $0.layers.flatMap(\.officers) } + rota.overrides.map(\.officer)
    let onRota = Set(named)
    for (index, officer) in officers.enumerated()
    where officer.contacts.isEmpty && onRota.contains(officer.id) {
      list.add(
        Fault(
          path: "officers[\(index)].contacts",
          message: "officer \"\(officer.id)\" is on the rota, but has no channel"))
    }
  }

  private func warnOfCases(from: Int64, to: Int64, _ list: inout FaultList) {
    guard !absences.isEmpty else { return }
    for (index, item) in casesInOrder.enumerated() {
      guard let assigned = item.assigned else { continue }
      for absence in absences(of: assigned) where absence.from < to && from < absence.to {
        let start = max(from, absence.from)
        let end = min(to, absence.to)
        let isCovered = item.deputies.contains { isThere($0, from: start, to: end) }
        guard !isCovered else { continue }
        list.add(
          Fault(
            path: "cases[\(index)].assigned",
            message: "officer \"\(assigned)\" is absent \(stretch(start, end)), and no deputy "
              + "is there all that time"))
      }
    }
  }

  private func isThere(_ officer: OfficerID, from: Int64, to: Int64) -> Bool {
    !absences(of: officer).contains { $0.from < to && from < $0.to }
  }

  private func stretch(_ from: Int64, _ to: Int64) -> String {
    "from \(rota.zone.local(of: from)) to \(rota.zone.local(of: to))"
  }
}
