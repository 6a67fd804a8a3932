/// How long what is no longer needed is kept before its erasure is proposed. Nothing is erased
/// unless a person asks for it (LO 7/2021, art. 8, wants the need reviewed; it sets no automatism).
package struct RetentionTimes: Hashable, Sendable {
  /// What people said and numbers, of alerts since they were closed.
  package var resolvedAlerts = TimeSpan.days(5 * 365)
  /// The reasons people gave for a look at a case, since the look.
  package var accessLog = TimeSpan.days(5 * 365)
  /// The notes of follow-ups, since they were done.
  package var followUps = TimeSpan.days(5 * 365)

  package init() {}
}
