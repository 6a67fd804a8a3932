import AmparoCore
import AmparoDesk
import AmparoHost
import AmparoStore

/// Lists of cases and of what belongs to them.
extension Workbench {
  /// The cases asked for, by id. All are looked at, and only as many as are told are kept.
  func listCases(_ directory: Directory, _ query: CaseQuery, _ look: Look) -> WorkResult {
    let fitting = directory.cases.values.filter { item in
      (query.after.map { $0 < item.id } ?? true)
        && (query.assigned.map { $0 == item.assigned } ?? true)
        && (query.text.map(item.mentions) ?? true)
    }
    let found = fitting.sorted { $0.id < $1.id }
    let shown = found.prefix(query.limit)
    return .looked(
      WorkResult.Looked(
        kind: query.text == nil ? "cases_listed" : "cases_searched", cases: shown.map(\.id),
        isEmpty: shown.isEmpty,
        members: [
          "cases": .array(shown.map(\.summary)), "more": .bool(found.count > shown.count),
          "total": .int(Int64(directory.cases.count)),
        ], look: look))
  }

  /// Alerts, newest first, by their facts alone; without a card, so that storage is not waited for.
  func list(
    _ query: Work.ListQuery, _ owed: [AlertID: AlertRow], _ look: Look
  ) throws -> WorkResult {
    let stored = try Reader(path: database).alerts(
      state: query.state?.rawValue, since: query.since, before: query.before,
      limit: query.limit + 1 + owed.count)
    let (shown, isMore) = query.page(of: stored, owed: owed)
    return .looked(
      WorkResult.Looked(
        kind: "alerts_listed", cases: Array(Set(shown.flatMap(\.cases))).sorted(),
        isEmpty: shown.isEmpty,
        members: [
          "alerts": .array(shown.map(\.json)), "more": .bool(isMore),
        ], look: look, waitsForStorage: false))
  }

  /// What is wrong with the rota names cases; without any it is no look.
  func checkRota(
    _ directory: Directory, _ settings: EscalationSettings, _ look: Look, _ from: Int64, _ to: Int64
  ) -> WorkResult {
    let concerns = Survey.concerns(of: directory, settings, from: from, to: to)
    let reply = WrittenMembers(RotaView.check(directory, concerns, from: from, to: to))
    let cases = Set(concerns.compactMap(\.caseID)).sorted()
    guard !cases.isEmpty else { return .written(reply) }
    // Pages depend on the rota: it is told even where the look cannot be stored.
    return .looked(
      WorkResult.Looked(
        kind: "rota_checked", cases: cases, isEmpty: false, members: reply, look: look,
        waitsForStorage: false))
  }

  func listFollowUps(
    _ context: Context, _ query: FollowUpQuery, _ look: Look, _ now: Int64
  ) throws -> WorkResult {
    let items =
      query.state == .done
      ? try done(context.directory, query, now) : waiting(context, query, now)
    let shown = items.prefix(query.limit)
    return .looked(
      WorkResult.Looked(
        kind: "followups_listed", cases: Array(Set(shown.map(\.0))).sorted(),
        isEmpty: shown.isEmpty,
        members: [
          "time_zone": .string(context.directory.unit.timeZone),
          "followups": .array(shown.map(\.1)), "more": .bool(items.count > shown.count),
        ], look: look))
  }

  private func waiting(
    _ context: Context, _ query: FollowUpQuery, _ now: Int64
  ) -> [(CaseID, JSONValue)] {
    let directory = context.directory
    let cases =
      query.caseID.map { [directory.cases[$0]].compactMap(\.self) }
      ?? directory.cases.values.filter { item in
        query.officer.map(item.isFollowedUp) ?? true
      }
    var items: [DueFollowUp] = []
    for item in cases {
      items += context.followUps.due(of: item, in: directory, context.settings.followUps)
        .filter { query.state == .open || $0.due <= now }
    }
    items.sort { ($0.due, $0.caseID) < ($1.due, $1.caseID) }
    return items.map { ($0.caseID, $0.json(now: now)) }
  }

  private func done(
    _ directory: Directory, _ query: FollowUpQuery, _ now: Int64
  ) throws -> [(CaseID, JSONValue)] {
    let isWanted = { (id: CaseID) in
      query.officer.map { directory.cases[id]?.isFollowedUp(by: $0) == true } ?? true
    }
    return try Reader(path: database)
      .doneFollowUps(of: query.caseID, limit: query.limit + 1, where: isWanted)
      .map { ($0.caseID, $0.json(now: now)) }
  }
}

extension Case {
  /// What a coordinator sorts cases by.
  fileprivate var summary: JSONValue {
    [
      "case": .string(id.rawValue), "alias": .text(alias),
      "status": .text(status?.rawValue), "risk": .string(risk.rawValue),
      "risk_at": .text(riskAt), "force": .text(force?.rawValue),
      "assigned": .text(assigned?.rawValue),
      "deputies": .strings(deputies.map(\.rawValue)),
    ]
  }

  /// Whether the id, the alias, the name or a number has this text in it, capitals aside.
  fileprivate func mentions(_ text: String) -> Bool {
    let wanted = text.lowercased()
    let digits = text.filter(\.isNumber)
    let texts = [id.rawValue, alias ?? "", details["victim"]?["name"]?.string ?? ""]
    let isNumber = digits.count >= Self.digitsMin && digits.count * 2 > text.count
    return texts.contains { $0.lowercased().contains(wanted) }
      || isNumber && phones.contains { $0.number.e164.contains(digits) }
  }

  /// Fewer digits than these are in half the numbers there are.
  private static let digitsMin = 4
}
