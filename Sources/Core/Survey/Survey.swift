/// A look over the directory and the follow-ups as they stand at one instant: what a coordinator
/// and the assigned officers should know before the night. Pure, and made beside the line.
package struct Survey: Sendable {
  /// How far ahead the rota is looked through: as long as a unit can still plan.
  package static let lookAhead = TimeSpan.days(14)
  /// How many overdue follow-ups are told one by one; the rest are counted.
  package static let overdueMax = 200

  package var concerns: [Concern]
  /// The follow-ups whose time is over, the longest first.
  package var overdue: [DueFollowUp]
  /// All that are overdue, told or not.
  package var overdueCount: Int
  /// Wall time at which the next follow-up falls due, or turns from the officer's matter into the
  /// supervisors'; nil for none.
  package var nextDue: Int64?

  package init(
    _ directory: Directory, _ settings: EscalationSettings, _ book: FollowUpBook, now: Int64
  ) {
    concerns = Self.concerns(
      of: directory, settings, from: now, to: now + Self.lookAhead.milliseconds)
    let patience = settings.followUps.afterAlert.milliseconds
    var late: [DueFollowUp] = []
    var next: Int64?
    func consider(_ at: Int64) {
      if at > now { next = min(next ?? at, at) }
    }
    for item in directory.cases.values {
      for waiting in book.due(of: item, in: directory, settings.followUps) {
        consider(waiting.due)
        consider(waiting.due + patience)
        if waiting.due <= now { late.append(waiting) }
      }
    }
    overdueCount = late.count
    nextDue = next
    late.sort { ($0.due, $0.caseID.rawValue) < ($1.due, $1.caseID.rawValue) }
    overdue = Array(late.prefix(Self.overdueMax))
  }

  /// Gaps, clashes and absences between two wall times, officers of the rota no channel reaches,
  /// and cases that nobody who knows them covers.
  package static func concerns(
    of directory: Directory, _ settings: EscalationSettings, from: Int64, to: Int64
  ) -> [Concern] {
    let review = RotaReview(directory, from: from, to: to)
    return review.gaps + review.clashes + review.absences
      + unreachable(directory, settings.channels) + uncovered(directory, from: from, to: to)
  }

  /// Those of the next 14 days in words, as many as a person reads before correcting some.
  package static func warnings(
    of directory: Directory, _ settings: EscalationSettings, now: Int64
  ) -> [Fault] {
    var list = FaultList()
    let end = now + lookAhead.milliseconds
    for concern in concerns(of: directory, settings, from: now, to: end) {
      list.add(list.isFull ? nil : concern.fault(directory.rota.zone))
    }
    return list.faults
  }

  /// The queue and the gateway's own ringing need no channel of the configuration.
  private static func unreachable(_ directory: Directory, _ channels: Set<String>) -> [Concern] {
    let rota = directory.rota
    let working = channels.union([Contact.queueChannel, Contact.callChannel])
    let named =
      rota.roles.flatMap { $0.layers.flatMap(\.officers) } + rota.overrides.map(\.officer)
    let onRota = Set(named)
    return directory.officers.filter { officer in
      onRota.contains(officer.id) && !officer.contacts.contains { working.contains($0.channel) }
    }.map { .noChannel(officer: $0.id) }
  }

  private static func uncovered(_ directory: Directory, from: Int64, to: Int64) -> [Concern] {
    let away = Set(directory.absences.filter { $0.from < to && from < $0.to }.map(\.officer))
    guard !away.isEmpty else { return [] }
    var concerns: [(CaseID, Concern)] = []
    for item in directory.cases.values {
      guard let assigned = item.assigned, away.contains(assigned) else { continue }
      for absence in directory.absences(of: assigned) where absence.from < to && from < absence.to {
        let start = max(from, absence.from)
        let end = min(to, absence.to)
        let isCovered = item.deputies.contains {
          directory.isThere($0, from: start, to: end)
        }
        guard !isCovered else { continue }
        concerns.append(
          (item.id, .uncovered(caseID: item.id, officer: assigned, from: start, to: end)))
      }
    }
    return concerns.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension Directory {
  fileprivate func isThere(_ officer: OfficerID, from: Int64, to: Int64) -> Bool {
    !absences(of: officer).contains { $0.from < to && from < $0.to }
  }
}
