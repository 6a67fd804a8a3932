/// What became of the alerts of a time, and how long they took. Drills are counted apart.
package struct Report {
  private struct Part {
    var count = 0
    var open = 0
    var furtherCalls = 0
    var outcomes: [String: Int64] = [:]
    var sources: [String: Int64] = [:]
    var page: ReportTimes
    var acknowledgement: ReportTimes
    var arrival: ReportTimes
  }

  private let objectives: Objectives
  private let now: Int64
  private var alerts: Part
  private var drills: Part

  /// `now` is the wall time up to which what has not happened counts as missed.
  package init(_ objectives: Objectives, now: Int64) {
    self.objectives = objectives
    self.now = now
    alerts = Part(
      page: ReportTimes(objectives.page),
      acknowledgement: ReportTimes(objectives.acknowledgement),
      arrival: ReportTimes(objectives.arrival))
    drills = alerts
  }

  package mutating func add(_ alert: ReportedAlert) {
    if alert.isDrill { add(alert, to: &drills) } else { add(alert, to: &alerts) }
  }

  private func add(_ alert: ReportedAlert, to part: inout Part) {
    part.count += 1
    part.open += alert.isOpen ? 1 : 0
    part.furtherCalls += alert.furtherCalls
    if !alert.isOpen { part.outcomes[alert.outcome ?? alert.state, default: 0] += 1 }
    part.sources[alert.source, default: 0] += 1
    func isLate(_ objective: Objective) -> Bool {
      alert.raisedAt + objective.within.milliseconds < now
    }
    part.page.add(
      from: alert.raisedAt, to: alert.pagedAt, isWanted: isLate(objectives.page))
    part.acknowledgement.add(
      from: alert.raisedAt, to: alert.acknowledgedAt,
      isWanted: isLate(objectives.acknowledgement))
    // Many alerts are closed without anybody having to go.
    part.arrival.add(
      from: alert.raisedAt, to: alert.arrivedAt,
      isWanted: alert.isOpen && isLate(objectives.arrival))
  }

  package var json: JSONValue { ["alerts": json(alerts), "drills": json(drills)] }

  private func json(_ part: Part) -> JSONValue {
    [
      "count": .int(Int64(part.count)), "open": .int(Int64(part.open)),
      "further_calls": .int(Int64(part.furtherCalls)),
      "outcomes": counts(part.outcomes), "sources": counts(part.sources),
      "page": part.page.json, "acknowledgement": part.acknowledgement.json,
      "arrival": part.arrival.json,
    ]
  }

  private func counts(_ counts: [String: Int64]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .int($0.value)) })
  }
}
