/// What an event on a subscribed connection tells; the raw value stands in `event`.
package enum EventKind: String, CaseIterable, Sendable {
  case page
  case standDown = "stand_down"
  case alert
  case repeatCall = "repeat_call"
  case health
  /// Something to know or to do by and by; never an emergency.
  case notice
  case heartbeat
}
