/// What an officer on the way to a victim needs, most urgent first (the order of the College of
/// Policing's call-handler list). Whatever is not known says `unknown`, never blank or absent, so
/// that a gap in the file can't be taken for a no.
package enum Card {
  private static let unknown: JSONValue = "unknown"

  /// The card of one case. `today` is the unit's date, `2026-11-24`, by which an order may have
  /// expired. The safe word and the duress word are on it only where they are asked for.
  package static func json(
    for item: Case, today: String, includeSafeWords: Bool
  ) -> JSONValue {
    let victim = item.details["victim"]
    let mayCallBack = victim?["call_back"]?.bool ?? false
    var members: [(String, JSONValue)] = [
      ("case", .string(item.id.rawValue)),
      ("alias", text(item.alias)),
      // Calling back can endanger her: only where it was agreed.
      ("call_back", .bool(mayCallBack)),
      ("name", known(victim, "name")),
      ("address", known(victim, "address")),
      ("risk", .string(item.risk.rawValue)),
      ("risk_as_written", text(item.riskAsWritten ?? item.risk.rawValue)),
      ("risk_at", text(item.riskAt)),
      ("order", order(item.details["order"], today: today)),
      ("aggressors", list(item.details["aggressors"], aggressor)),
      ("firearms", firearms(item.details["aggressors"])),
      ("minors", list(item.details["minors"], minor)),
    ]
    if includeSafeWords {
      members.append(("safe_word", known(victim, "safe_word")))
      members.append(("duress_word", known(victim, "duress_word")))
    }
    members += [
      ("language", known(victim, "language")),
      ("approach", known(victim, "approach")),
      ("status", text(item.status?.rawValue)),
      ("force", text(item.force?.rawValue)),
      ("assigned", text(item.assigned?.rawValue)),
      ("deputies", .array(item.deputies.map { .string($0.rawValue) })),
      ("notes", known(item.details, "notes")),
    ]
    return object(members)
  }

  /// `state` is `in_force`, `expired`, `none` or `unknown`; an expired order is shown, not hidden.
  private static func order(_ order: JSONValue?, today: String) -> JSONValue {
    let isOver = (order?["until"]?.string).map { $0 < today } ?? false
    let state: JSONValue =
      switch order?["in_force"]?.bool {
      case false: "none"
      case true: isOver ? "expired" : "in_force"
      case nil: isOver ? "expired" : unknown
      }
    return object([
      ("state", state), ("distance_m", known(order, "distance_m")),
      ("until", known(order, "until")), ("court", known(order, "court")),
      ("confirmed", known(order, "confirmed")),
    ])
  }

  private static func aggressor(_ item: JSONValue) -> JSONValue {
    object([
      ("name", known(item, "name")), ("description", known(item, "description")),
      ("vehicle", known(item, "vehicle")), ("phones", known(item, "phones")),
      ("firearms", known(item, "firearms")),
    ])
  }

  private static func minor(_ item: JSONValue) -> JSONValue {
    object([("born", known(item, "born")), ("school", known(item, "school"))])
  }

  /// True if any aggressor has some; no only where it is known of every one.
  private static func firearms(_ aggressors: JSONValue?) -> JSONValue {
    let answers = (aggressors?.array ?? []).map { $0["firearms"]?.bool }
    if answers.contains(true) { return true }
    return answers.isEmpty || answers.contains(nil) ? unknown : false
  }

  private static func list(
    _ value: JSONValue?, _ element: (JSONValue) -> JSONValue
  ) -> JSONValue {
    (value?.array).map { .array($0.map(element)) } ?? unknown
  }

  private static func text(_ value: String?) -> JSONValue {
    value.flatMap { $0.isEmpty ? nil : .string($0) } ?? unknown
  }

  /// The member as it was written; null and the empty text say as little as nothing at all.
  private static func known(_ object: JSONValue?, _ name: String) -> JSONValue {
    guard let value = object?[name], !value.isNull, value != "" else { return unknown }
    return value
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONMember($0.0, $0.1) })
  }
}
