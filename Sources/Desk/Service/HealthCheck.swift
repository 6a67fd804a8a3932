/// One part of the service: its condition, since when, and a sentence that says what to know.
struct HealthCheck: Hashable, Sendable {
  var name: String
  var status: HealthStatus
  /// Wall time in milliseconds of the last change of status.
  var since: Int64
  var message: String
}
