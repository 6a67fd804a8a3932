import AmparoCore
import AmparoDesk

/// What other threads hand to the line.
package enum Message: Sendable {
  case finished(Work, Seat, WorkResult)
  case report(PageReport)
  case condition(check: String, HealthStatus, String)
  case reloaded(Seat?, Reloaded)
  case drillCallFailed(String)
  /// The background part of a checkpoint is done.
  case checkpointed
}
