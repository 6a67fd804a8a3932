import AmparoCore
import AmparoDesk

/// What other threads hand to the line.
package enum Message: Sendable {
  /// With how long it took.
  case finished(Work, Seat, WorkResult, nanoseconds: Int64)
  case report(PageReport)
  case condition(check: String, HealthStatus, String)
  case reloaded(Seat?, Reloaded)
  case drillCallFailed(String)
  /// The background part of a checkpoint is done.
  case checkpointed
}
