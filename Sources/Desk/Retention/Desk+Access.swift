import AmparoCore
import AmparoWire

/// Who looked at what. To ask is a look as well, and on record.
extension Desk {
  /// How many looks a list tells at once, and the most it can be asked for; an export has all.
  static let looksDefault: Int64 = 200
  static let looksMax: Int64 = 500

  func listLooks(_ asked: Asked) throws(RequestError) {
    let zone = context.directory.rota.zone
    let caseID = try asked.request.optionalText("case").map { CaseID($0) }
    let limit = try asked.request.limit(default: Self.looksDefault, max: Self.looksMax)
    let query = AccessQuery(
      caseID: caseID, person: try asked.request.optionalText("person"),
      from: try asked.request.optionalInstant("from", zone),
      to: try asked.request.optionalInstant("to", zone),
      after: try asked.request.optionalInt("after") ?? 0, limit: limit)
    if let from = query.from, let to = query.to, to <= from {
      throw RequestError(
        .badRequest, "\"to\" is not after \"from\"; a day alone means its beginning",
        field: "to")
    }
    let look = Look(
      actor: asked.peer.actor(for: try optionalOfficer(asked)),
      reason: try asked.request.optionalText("reason"))
    if asked.hasDescriptor {
      recordAccess(
        AccessQuery.exported, of: caseID, alert: nil, actor: look.actor, reason: look.reason)
      effects.append(.work(asked.seat, .exportLooks(query)))
    } else {
      let isKnown = caseID.map { context.directory.cases[$0] != nil } ?? true
      effects.append(.work(asked.seat, .listLooks(query, look, isKnown: isKnown)))
    }
    remember(asked)
  }
}
