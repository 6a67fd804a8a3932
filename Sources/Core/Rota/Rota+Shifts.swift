extension Rota {
  /// How many shifts of one role are listed at most: a year of handoffs every half hour. A list
  /// that was cut ends before the time it was asked for.
  package static let shiftsMax = 20_000

  /// The shifts of a role between two wall times, in order and without a hole: where nobody is on
  /// call stands a shift without an officer.
  package func shifts(role: String, from: Int64, to: Int64) -> [Shift] {
    var shifts: [Shift] = []
    var start = from
    while start < to, shifts.count < Self.shiftsMax {
      let answer = onCall(role: role, at: start)
      let end = min(answer.until ?? to, to)
      shifts.append(
        Shift(
          role: role, officer: answer.officer, source: answer.source, from: start, to: end))
      start = end
    }
    return shifts
  }

  /// The shifts of every role, role by role in the document's order.
  package func shifts(from: Int64, to: Int64) -> [Shift] {
    roles.flatMap { shifts(role: $0.name, from: from, to: to) }
  }

  /// Where a role has nobody, between two wall times.
  package func gaps(from: Int64, to: Int64) -> [Shift] {
    shifts(from: from, to: to).filter { $0.officer == nil }
  }
}
