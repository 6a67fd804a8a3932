/// The hours of a week in which a layer speaks, in milliseconds after Monday 00:00 of local time:
/// windows joined where they touch, so that each edge is a true change.
struct WeeklyHours: Hashable, Sendable {
  static let day: Int64 = 86_400_000
  static let week: Int64 = 7 * day
  /// The Unix epoch was a Thursday.
  private static let epochIntoWeek: Int64 = 3 * day

  /// In order and apart; the last may run past the end of the week, into the first days of the
  /// next. Empty: every hour.
  private let spans: [Range<Int64>]

  init(_ windows: [RotaWindow]) {
    let pieces = windows.flatMap { window in
      window.days.map { day in
        let start = Int64(day.rawValue) * Self.day + Int64(window.start) * 60_000
        let length = Int64(window.end - window.start) * 60_000
        return start..<(start + (length > 0 ? length : length + Self.day))
      }
    }
    spans = Self.joined(pieces)
  }

  func contains(_ local: LocalTime) -> Bool {
    guard !spans.isEmpty else { return true }
    return end(at: Self.intoWeek(local)) != nil
  }

  /// The first local time after `local` at which speech begins or ends; nil if it never does.
  func nextEdge(after local: LocalTime) -> LocalTime? {
    guard !spans.isEmpty else { return nil }
    let here = Self.intoWeek(local)
    let edge =
      end(at: here) ?? spans.first { $0.lowerBound > here }?.lowerBound
      ?? spans[0].lowerBound + Self.week
    return LocalTime(milliseconds: local.milliseconds + edge - here)
  }

  private func end(at here: Int64) -> Int64? {
    if let last = spans.last, last.contains(here + Self.week) {
      return last.upperBound - Self.week
    }
    return spans.first { $0.contains(here) }?.upperBound
  }

  private static func intoWeek(_ local: LocalTime) -> Int64 {
    let rest = (local.milliseconds + epochIntoWeek) % week
    return rest < 0 ? rest + week : rest
  }

  private static func joined(_ pieces: [Range<Int64>]) -> [Range<Int64>] {
    var spans: [Range<Int64>] = []
    for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = spans.last, piece.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
      } else {
        spans.append(piece)
      }
    }
    // The week is a circle: what runs over its end swallows the spans that it meets there.
    while spans.count > 1, let last = spans.last, spans[0].lowerBound + week <= last.upperBound {
      let end = max(last.upperBound, spans[0].upperBound + week)
      spans[spans.count - 1] = last.lowerBound..<end
      spans.removeFirst()
    }
    if let only = spans.first, spans.count == 1, only.upperBound - only.lowerBound >= week {
      return []
    }
    return spans
  }
}
