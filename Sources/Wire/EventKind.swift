/// What an event on a subscribed connection tells; the raw value stands in `event`.
package enum EventKind: String, CaseIterable, Sendable {
  case page
  case standDown = "stand_down"
  case alert
  case repeatCall = "repeat_call"
  case health
  /// Something to know or to do by and by; never an emergency.
  case notice
  /// To a worker of a channel: reach this officer.
  case dial
  /// To a worker of a channel: the page is asked for no more.
  case withdraw
  /// To a worker of a channel: make a call to the line itself, as a drill.
  case drillCall = "drill_call"
  case heartbeat
}
