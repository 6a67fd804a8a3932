/// The instants before which what is kept of each kind is due for erasure, and the cases that are
/// on hold.
package struct RetentionCutoffs: Hashable, Sendable {
  /// Wall time in milliseconds.
  package var closedAlerts: Int64
  package var accessLog: Int64
  package var followUps: Int64
  package var holds: Set<CaseID>

  package init(_ times: RetentionTimes, holds: Set<CaseID>, now: Int64) {
    closedAlerts = now - times.resolvedAlerts.milliseconds
    accessLog = now - times.accessLog.milliseconds
    followUps = now - times.followUps.milliseconds
    self.holds = holds
  }
}
