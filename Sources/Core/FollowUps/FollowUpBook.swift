/// What waits to be done for each case, and when its victim was last spoken with.
package struct FollowUpBook: Sendable {
  package private(set) var lastID: FollowUpID
  private var open = Sharded<CaseID, [FollowUp]>()
  private var lastContact = Sharded<CaseID, Int64>()
  private var caseOf: [FollowUpID: CaseID] = [:]

  package init(lastID: FollowUpID = FollowUpID(0)) { self.lastID = lastID }

  /// Takes a follow-up in as it now is: open, or done.
  package mutating func put(_ item: FollowUp) {
    lastID = max(lastID, item.id)
    let others = (open[item.caseID] ?? []).filter { $0.id != item.id }
    if let doneAt = item.doneAt {
      open[item.caseID] = others.isEmpty ? nil : others
      caseOf[item.id] = nil
      if item.kind.isContact { noteContact(item.caseID, at: doneAt) }
    } else {
      open[item.caseID] = (others + [item]).sorted { ($0.due, $0.id) < ($1.due, $1.id) }
      caseOf[item.id] = item.caseID
    }
  }

  package mutating func noteContact(_ id: CaseID, at wall: Int64) {
    lastContact[id] = max(lastContact[id] ?? wall, wall)
  }

  package func open(_ id: FollowUpID) -> FollowUp? {
    caseOf[id].flatMap { open[$0] }?.first { $0.id == id }
  }

  /// All that waits for a case, the soonest due first: what is on record, and the regular one.
  package func due(of item: Case, in directory: Directory, _ times: FollowUpTimes) -> [DueFollowUp]
  {
    let regular = DueFollowUp(
      reference: .regular(item.id), caseID: item.id, kind: .interview,
      due: regularDue(of: item, in: directory, times))
    guard let recorded = open[item.id] else { return [regular] }
    return (recorded.map { DueFollowUp($0) } + [regular]).sorted { $0.due < $1.due }
  }

  /// The risk's time after the victim was last spoken with or her risk was last assessed,
  /// whichever is later; where neither is known, after the unit took the case on.
  package func regularDue(of item: Case, in directory: Directory, _ times: FollowUpTimes) -> Int64 {
    let assessed = item.riskAt.flatMap { LocalTime($0 + "T00:00") }.map(directory.rota.zone.wall)
    let known = [lastContact[item.id], assessed].compactMap(\.self).max()
    let base = known ?? directory.since(of: item.id) ?? 0
    return base + times.interval(item.risk).milliseconds
  }
}
