extension Concern {
  /// Those that a person does not know who was told `others`, of all the time until `horizon`.
  ///
  /// A gap comes nearer, and its end comes into view, by time alone; that is no news, or one hour
  /// without an officer would be told every hour. Nor is what only now came into view: it waits
  /// until all of it is told again.
  package static func news(
    in concerns: [Concern], after others: [Concern], until horizon: Int64
  ) -> [Concern] {
    var known: [Concern: [Range<Int64>]] = [:]
    for concern in others { known[concern.timeless, default: []].append(concern.stretch) }
    return concerns.filter { concern in
      let stretch = concern.stretch
      guard stretch.lowerBound < horizon else { return false }
      let end = min(stretch.upperBound, horizon)
      return known[concern.timeless]?.contains {
        $0.lowerBound <= stretch.lowerBound && end <= $0.upperBound
      } != true
    }
  }

  /// When it is; empty for what has no time.
  private var stretch: Range<Int64> {
    switch self {
    case .gap(_, let from, let to), .clash(_, _, let from, let to),
      .absent(_, _, let from, let to), .uncovered(_, _, let from, let to),
      .unseen(_, let from, let to):
      from..<to
    case .noChannel: 0..<0
    }
  }

  /// The same matter, whenever it is.
  private var timeless: Concern {
    switch self {
    case .gap(let role, _, _): .gap(role: role, from: 0, to: 0)
    case .clash(let officer, let roles, _, _):
      .clash(officer: officer, roles: roles, from: 0, to: 0)
    case .absent(let officer, let role, _, _):
      .absent(officer: officer, role: role, from: 0, to: 0)
    case .noChannel: self
    case .uncovered(let id, let officer, _, _):
      .uncovered(caseID: id, officer: officer, from: 0, to: 0)
    case .unseen(let role, _, _): .unseen(role: role, from: 0, to: 0)
    }
  }
}
