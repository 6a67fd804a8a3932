/// How often a case should be followed up, by its risk, and how soon after an alert. The defaults
/// are the reassessment times commonly given for VioGén; they are settings, not a standard.
package struct FollowUpTimes: Hashable, Sendable {
  package var byRisk: [Risk: TimeSpan] = [
    .extreme: .hours(72), .high: .days(7), .medium: .days(30), .low: .days(60),
    .unappreciated: .days(90),
  ]
  package var afterAlert = TimeSpan.hours(24)

  package init() {}

  /// A risk without a time of its own, such as an unknown one, is followed up as a high one:
  /// nothing says that it is safe.
  package func interval(_ risk: Risk) -> TimeSpan {
    byRisk[risk] ?? byRisk[.high] ?? .days(7)
  }
}

extension Case {
  /// The last day, `2026-11-09`, on which the assessment of its risk still counts; nil where it was
  /// never dated.
  package func riskUntil(_ times: FollowUpTimes) -> String? {
    guard let assessed = riskAt.flatMap({ LocalTime($0 + "T00:00") }) else { return nil }
    let end = assessed.milliseconds + times.interval(risk).milliseconds
    return LocalDay.text(LocalTime(milliseconds: end))
  }
}
