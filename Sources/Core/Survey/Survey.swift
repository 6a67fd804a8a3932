/// A look over the directory and the follow-ups as they stand at one instant: what a coordinator
/// and the assigned officers should know before the night. Pure, and made beside the line.
package struct Survey: Sendable {
  /// How far ahead the rota is looked through: as long as a unit can still plan.
  package static let lookAhead = TimeSpan.days(14)
  /// How many overdue follow-ups are told one by one; the rest are counted.
  package static let overdueMax = 200

  package var concerns: [Concern]
  /// Wall time up to which the rota was looked through.
  package var horizon: Int64
  /// The follow-ups whose time is over, at most ``overdueMax`` of them, the longest first.
  package var overdue: [DueFollowUp]
  /// All that are overdue, told or not.
  package var overdueCount: Int
  /// Wall time at which the next follow-up falls due, or turns from the officer's matter into the
  /// supervisors'; nil for none.
  package var nextDue: Int64?

  package init(
    _ directory: Directory, _ settings: EscalationSettings, _ book: FollowUpBook, now: Int64
  ) {
    horizon = now + Self.lookAhead.milliseconds
    concerns = Self.concerns(of: directory, settings, from: now, to: horizon)
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
    overdue = Self.told(of: late, directory)
  }

  /// The longest overdue first; where there are too many to tell, each officer's longest before
  /// anybody's second, so that nobody's queue stays silent over another's.
  private static func told(of late: [DueFollowUp], _ directory: Directory) -> [DueFollowUp] {
    let sorted = late.sorted { ($0.due, $0.caseID.rawValue) < ($1.due, $1.caseID.rawValue) }
    guard sorted.count > overdueMax else { return sorted }
    var counts: [OfficerID?: Int] = [:]
    let ranked = sorted.enumerated().map { place, item in
      let officer = directory.cases[item.caseID]?.assigned
      counts[officer, default: 0] += 1
      return (rank: counts[officer] ?? 0, place: place)
    }
    let chosen = ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.prefix(overdueMax)
    return chosen.map(\.place).sorted().map { sorted[$0] }
  }

  /// Gaps, clashes and absences between two wall times, officers of the rota no channel reaches,
  /// and cases that nobody who knows them covers.
  package static func concerns(
    of directory: Directory, _ settings: EscalationSettings, from: Int64, to: Int64
  ) -> [Concern] {
    let review = RotaReview(directory, from: from, to: to)
    // What is short to tell comes first, so that no long list hides it.
    let gaps = misnamed(directory.rota, settings, from, to) + review.gaps
    return unreachable(directory, settings, after: from) + gaps + review.unseen + review.absences
      + uncovered(directory, settings, from, to) + review.clashes
  }

  /// Those that one officer is part of: on two roles at once, absent on a shift, on the rota
  /// without a channel.
  package static func concerns(
    about officer: OfficerID, in directory: Directory, _ settings: EscalationSettings, from: Int64,
    to: Int64
  ) -> [Concern] {
    let review = RotaReview(directory, from: from, to: to)
    let all =
      review.clashes + review.absences + unreachable(directory, settings, after: from)
    return all.filter { concern in
      switch concern {
      case .clash(officer, _, _, _), .absent(officer, _, _, _), .noChannel(officer): true
      case .clash, .absent, .noChannel, .gap, .uncovered, .unseen: false
      }
    }
  }

  /// Those of the next 14 days in words.
  package static func warnings(
    of directory: Directory, _ settings: EscalationSettings, now: Int64
  ) -> [Fault] {
    let end = now + lookAhead.milliseconds
    return words(concerns(of: directory, settings, from: now, to: end), directory.rota.zone)
  }

  /// Concerns in words, as many as a person reads before correcting some; the rest are counted.
  package static func words(_ concerns: [Concern], _ zone: ZoneRules) -> [Fault] {
    var list = FaultList()
    for concern in concerns { list.add(list.isFull ? nil : concern.fault(zone)) }
    return list.faults
  }

  /// Roles that policies page and the rota does not have, where it has one that no policy pages:
  /// the same by another name, most likely, and those on it are never paged.
  private static func misnamed(
    _ rota: Rota, _ settings: EscalationSettings, _ from: Int64, _ to: Int64
  ) -> [Concern] {
    let targets = settings.policies.values.flatMap { $0.steps.flatMap(\.page) + $0.notify }
    var paged: Set<String> = []
    for case .onCall(let role) in targets { paged.insert(role) }
    guard rota.roles.contains(where: { !$0.layers.isEmpty && !paged.contains($0.name) })
    else { return [] }
    return paged.subtracting(rota.roles.map(\.name)).sorted()
      .map { .gap(role: $0, from: from, to: to) }
  }

  /// Officers and contacts on the rota from then on that no page reaches.
  private static func unreachable(
    _ directory: Directory, _ settings: EscalationSettings, after from: Int64
  ) -> [Concern] {
    let rota = directory.rota
    let turns = rota.roles.flatMap { $0.layers.flatMap(\.officers) }
    let onRota = Set(turns + rota.overrides.filter { $0.to > from }.map(\.officer))
    return onRota.sorted().filter { !isReachable($0, directory, settings) }
      .map { .noChannel(officer: $0) }
  }

  /// The queue and the gateway's own ringing need no channel of the configuration; any other that
  /// is not configured reaches nobody.
  private static func isReachable(
    _ id: OfficerID, _ directory: Directory, _ settings: EscalationSettings
  ) -> Bool {
    let contacts = (directory.officer(id) ?? settings.contacts[id])?.contacts ?? []
    return contacts.contains {
      $0.channel == Contact.queueChannel || $0.channel == Contact.callChannel
        || settings.channels.contains($0.channel)
    }
  }

  private static func uncovered(
    _ directory: Directory, _ settings: EscalationSettings, _ from: Int64, _ to: Int64
  ) -> [Concern] {
    let away = TimesAway(directory, from: from, to: to)
    guard !away.isEmpty else { return [] }
    var concerns: [(CaseID, Concern)] = []
    for item in directory.cases.values {
      guard let assigned = item.assigned, !away.of(assigned).isEmpty else { continue }
      let deputies = item.deputies.filter {
        !item.excluded.contains($0) && isReachable($0, directory, settings)
      }
      // Of the officer's absence what every deputy's absence leaves without anyone.
      let alone = deputies.reduce(away.of(assigned)) { TimesAway.common($0, away.of($1)) }
      for time in alone {
        concerns.append(
          (
            item.id,
            .uncovered(
              caseID: item.id, officer: assigned, from: time.lowerBound, to: time.upperBound)
          ))
      }
    }
    let first = concerns.sorted { $0.0 < $1.0 }.prefix(RotaReview.countMax)
    return first.map(\.1)
  }
}
