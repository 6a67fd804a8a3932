import AmparoCore
import AmparoDesk

/// What has reached the line and waits for its next turn.
enum SimInput {
  case line(SimConnection, SimRequest, place: UInt64)
  case report(PageReport)
  case finished(Work, Seat, WorkResult)
  case reloaded(Seat, EscalationSettings)
  case gone(ConnectionID)
}
