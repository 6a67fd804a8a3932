import AmparoCore
import AmparoWire

/// Looking at cases, one and many.
extension Desk {
  /// Every look at a case outside an alert has a reason in words, on record before it leaves.
  func showCase(_ asked: Asked) throws(RequestError) {
    let id = CaseID(try asked.request.words("case"))
    let reason = try asked.request.words("reason")
    let officer = try optionalOfficer(asked)
    let actor = asked.peer.actor(for: officer)
    guard let found = context.directory.cases[id] else {
      recordAccess("case_not_found", of: id, alert: nil, actor: actor, reason: reason)
      throw RequestError(.notFound, "there is no case \(id)", field: "case")
    }
    if let officer, found.excluded.contains(officer) {
      throw RequestError(
        .forbidden, "officer \(officer) is excluded from case \(id)", field: "case")
    }
    recordAccess("case_shown", of: id, alert: nil, actor: actor, reason: reason)
    let open = state.open(case: id)
    let isCalled = open.contains { alert in
      officer.map { state.alert(alert)?.asks($0) == true } ?? false
    }
    answer(
      [
        "case": .string(id.rawValue),
        "card": Card.json(
          for: found, view(of: found, hasSafeWords: isCalled, hasPhones: true)),
        "since": .time(context.directory.since(of: id)),
        "legal_hold": .bool(context.holds[id] != nil),
        "open_alerts": .array(open.map { .int($0.rawValue) }),
      ], asked, unlessStored: open.isEmpty ? Self.unrecorded : nil)
  }

  /// What a card depends on besides the case, as of now.
  func view(of item: Case, hasSafeWords: Bool, hasPhones: Bool = false) -> Card.View {
    Card.View(
      today: LocalDay.text(context.directory.rota.zone.local(of: now.wall)),
      riskUntil: item.riskUntil(context.settings.followUps), hasSafeWords: hasSafeWords,
      hasPhones: hasPhones, pastAlerts: pastAlerts(of: item.id))
  }

  /// Cases of which the past alerts are kept in memory: far more than have open alerts.
  private static let pastAlertsMax = 1024

  /// A journal that cannot be read must not hold up a card; it then says that they are unknown.
  private func pastAlerts(of id: CaseID) -> [PastAlert]? {
    if let known = pastAlerts[id] { return known }
    do {
      let found = try journal.pastAlerts(of: id, limit: PastAlert.shownMax)
      if pastAlerts.count >= Self.pastAlertsMax { pastAlerts.removeAll() }
      pastAlerts[id] = found
      return found
    } catch {
      return nil
    }
  }

  func forgetPastAlerts() {
    for id in touched {
      guard let alert = state.alert(id), !alert.state.isOpen else { continue }
      for id in alert.raised.cases { pastAlerts[id] = nil }
    }
  }

  /// How many cases a list tells at once, and the most it can be asked for.
  static let casesDefault: Int64 = 100
  static let casesMax: Int64 = 500

  /// Cases by id with what a coordinator sorts them by; page with `after`.
  func listCases(_ asked: Asked) throws(RequestError) {
    let limit = try asked.request.limit(default: Self.casesDefault, max: Self.casesMax)
    let query = CaseQuery(
      after: try asked.request.optionalText("after").map { CaseID($0) },
      assigned: try asked.request.optionalText("assigned").map { OfficerID($0) },
      text: try asked.request.optionalText("find"), limit: limit)
    let look = Look(
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      reason: try asked.request.optionalText("reason"), sought: query.text)
    effects.append(.work(asked.seat, .listCases(context, query, look)))
    remember(asked)
  }

  /// Officers as colleagues see them; their numbers and logins only for supervisors.
  func listOfficers(_ asked: Asked) {
    let isSupervisor = asked.peer.roles.contains(.supervisor)
    let officers = context.directory.officers.map { officer -> JSONValue in
      var members: [JSONMember] = [
        JSONMember("officer", .string(officer.id.rawValue)),
        JSONMember("name", .string(officer.name)),
        JSONMember("supervisor", .bool(officer.isSupervisor)),
        JSONMember(
          "absent", .bool(context.directory.isAbsent(officer.id, at: now.wall) != nil)),
        JSONMember("holds", .array(state.held(by: officer.id).sorted().map { .int($0.rawValue) })),
        JSONMember("terminal", .bool(subscriptions.hasTerminal(officer.id))),
      ]
      if isSupervisor {
        members.append(JSONMember("login", .text(officer.login)))
        members.append(JSONMember("contacts", .array(officer.contacts.map(Self.contact))))
      }
      return .object(members)
    }
    answer(["officers": .array(officers)], asked)
  }

  private static func contact(_ contact: Contact) -> JSONValue {
    ["channel": .string(contact.channel), "address": .text(contact.address)]
  }
}
