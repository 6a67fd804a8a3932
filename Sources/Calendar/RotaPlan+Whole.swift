import AmparoCore

extension RotaPlan {
  /// The longest shift that is one entry of a calendar. A longer one, such as that of an officer
  /// who is always on call, has an entry for each month, or it would be another in every file.
  private static let wholeMax = TimeSpan.days(60)

  /// How far beyond the days that are wanted a plan must reach so that every shift of them is seen
  /// from end to end, if it is not longer than ``wholeMax``.
  package static let reach = TimeSpan.days(62)

  /// The shifts that touch the time between two instants, from end to end and never cut at those
  /// two: so that a shift is the same in each plan that has it.
  package func whole(touching from: Int64, _ to: Int64) -> RotaPlan {
    let found = shifts.flatMap { shift in
      shift.to - shift.from <= Self.wholeMax.milliseconds ? [shift] : months(of: shift)
    }
    return RotaPlan(
      zone: zone, roles: roles, shifts: found.filter { $0.from < to && from < $0.to })
  }

  private func months(of shift: PlannedShift) -> [PlannedShift] {
    var pieces: [PlannedShift] = []
    let local = zone.local(of: shift.from).milliseconds
    var day = CivilDate(daysSinceEpoch: Int(local.flooredQuotient(86_400_000)))
    var rest = shift
    while rest.from < shift.to {
      day = day.adding(days: CivilDate.days(inMonth: day.month, of: day.year) - day.day + 1)
      var piece = rest
      piece.to = min(start(of: day), shift.to)
      pieces.append(piece)
      rest.from = piece.to
    }
    return pieces
  }
}
