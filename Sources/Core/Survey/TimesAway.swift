/// When each officer is absent between two wall times: in order, apart, and clipped to them, so
/// that absences that meet or overlap are one.
struct TimesAway {
  private var away: [OfficerID: [Range<Int64>]] = [:]

  init(_ directory: Directory, from: Int64, to: Int64) {
    for absence in directory.absences where absence.from < to && from < absence.to {
      let start = max(from, absence.from)
      let end = min(to, absence.to)
      if start < end { away[absence.officer, default: []].append(start..<end) }
    }
    away = away.mapValues(Self.joined)
  }

  var isEmpty: Bool { away.isEmpty }

  func of(_ officer: OfficerID) -> [Range<Int64>] { away[officer] ?? [] }

  /// What both lists hold; each in order and apart.
  static func common(_ a: [Range<Int64>], _ b: [Range<Int64>]) -> [Range<Int64>] {
    a.flatMap { one in
      b.compactMap { other in
        let both = one.clamped(to: other)
        return both.isEmpty ? nil : both
      }
    }
  }

  private static func joined(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
    var joined: [Range<Int64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
