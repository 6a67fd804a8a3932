import AmparoCore
import AmparoWire

/// How alerts are shown, and to whom which part.
extension Desk {
  func get(_ asked: Asked) throws(RequestError) {
    let id = try alertNamed(asked.request)
    guard let alert = state.alert(id) else { throw Self.noAlert(id) }
    let officer = try optionalOfficer(asked)
    let mayKnow = mayKnow(alert, officer: officer, asked.peer)
    recordLook(
      mayKnow ? "alert_shown" : "card_withheld", at: alert,
      actor: asked.peer.actor(for: officer))
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id,
        content: .members(view(of: alert, withCard: mayKnow, for: officer))))
  }

  /// A responder sees the card of an alert that pages them or that they hold; a supervisor any.
  func mayKnow(_ alert: Alert, officer: OfficerID?, _ peer: Peer) -> Bool {
    if let officer, context.isExcluded(officer, from: alert) { return false }
    return peer.roles.contains(.supervisor) || officer.map(alert.involves) == true
  }

  func view(
    of alert: Alert, withCard: Bool, for officer: OfficerID?, page: Page? = nil
  ) -> JSONValue {
    var out: [JSONMember] = [
      JSONMember("alert", .int(alert.id.rawValue)),
      JSONMember("state", .string(alert.state.rawValue)),
      JSONMember("step", .int(Int64(alert.step))),
      JSONMember("round", .int(Int64(alert.round))),
      JSONMember("responder", .text(alert.responder?.rawValue)),
      JSONMember("support", .strings(alert.support.map(\.rawValue))),
      JSONMember("priority", .int(Int64(alert.priority))),
      JSONMember("code", .string(alert.raised.code)),
      JSONMember("raised_at", .time(alert.raisedAt.wall)),
      JSONMember("deadline", .text(alert.deadline.map { Timestamp.text(wall($0)) })),
      JSONMember("waiting_for", .text(alert.deadline?.wait.rawValue)),
      JSONMember("known", .bool(alert.isKnown)),
      JSONMember("drill", .bool(alert.raised.isDrill)),
      JSONMember("policy", .string(alert.raised.policy)),
      JSONMember("source", .string(alert.raised.source.rawValue)),
      JSONMember("warnings", .strings(alert.raised.warnings)),
      JSONMember("further_calls", .int(Int64(alert.furtherCalls))),
      JSONMember("outcome", .text(alert.closing?.outcome.rawValue)),
      JSONMember("complaint", .text(alert.closing?.complaint?.rawValue)),
      JSONMember("referrals", .strings((alert.closing?.referrals ?? []).map(\.rawValue))),
      JSONMember("closed_at", .text(alert.closedAt.map { Timestamp.text($0.wall) })),
      JSONMember("pages", .array(alert.pages.map(view))),
    ]
    if let page {
      out.append(JSONMember("page", .int(page.id.rawValue)))
      out.append(JSONMember("reason", .string(Texts(language).reason(page.why, kind: page.kind))))
    }
    if withCard { out += cardMembers(of: alert, for: officer) }
    return .object(out)
  }

  private func cardMembers(of alert: Alert, for officer: OfficerID?) -> [JSONMember] {
    var writer = JSONWriter(reserving: 1024)
    writer.beginObject()
    writer.name("call")
    writeCall(alert, to: &writer)
    writeCards(of: alert, for: officer, to: &writer)
    writer.endObject()
    do {
      return try JSONParser.parse(writer.bytes).members ?? []
    } catch {
      return []
    }
  }

  private func view(of page: Page) -> JSONValue {
    [
      "page": .int(page.id.rawValue), "officer": .string(page.officer.rawValue),
      "channel": .string(page.channel), "kind": .string(page.kind.rawValue),
      "step": .int(Int64(page.step)), "round": .int(Int64(page.round)),
      "state": .string(page.state.rawValue),
      "reason": .string(Texts(language).reason(page.why, kind: page.kind)),
      "issued_at": .time(page.issuedAt),
    ]
  }

  /// How many alerts a list tells at once, and the most it can be asked for.
  static let listDefault: Int64 = 50
  static let listMax: Int64 = 200

  func list(_ asked: Asked) throws(RequestError) {
    let limit = try asked.request.limit(default: Self.listDefault, max: Self.listMax)
    let query = Work.ListQuery(
      state: try asked.request.optionalWord("state"),
      since: try asked.request.optionalTime("since"),
      before: try asked.request.optionalInt("before").map { AlertID($0) },
      limit: limit)
    let look = Look(
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      reason: try asked.request.optionalText("reason"))
    effects.append(.work(asked.seat, .listAlerts(query, owed: backlog.alerts, look)))
    remember(asked)
  }

  func history(_ asked: Asked) throws(RequestError) {
    let id = try alertNamed(asked.request)
    guard let alert = state.alert(id) else { throw Self.noAlert(id) }
    let officer = try optionalOfficer(asked)
    let mayKnow = mayKnow(alert, officer: officer, asked.peer)
    let after = try asked.request.optionalInt("after") ?? 0
    recordLook("history_shown", at: alert, actor: asked.peer.actor(for: officer))
    effects.append(.work(asked.seat, .history(id, withPersonal: mayKnow, after: after)))
    remember(asked)
  }
}

extension Context {
  func isExcluded(_ officer: OfficerID, from alert: Alert) -> Bool {
    alert.raised.cases.contains { directory.cases[$0]?.excluded.contains(officer) == true }
  }
}
