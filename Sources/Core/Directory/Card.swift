/// What an officer on the way to a victim needs, most urgent first (the order of the College of
/// Policing's call-handler list). Whatever is not known says `unknown`, never blank or absent, so
/// that a gap in the file can't be taken for a no.
package enum Card {
  private static let unknown: JSONValue = "unknown"

  /// What the card of a case depends on besides the case.
  package struct View: Sendable {
    /// The unit's date, `2026-11-24`, by which an order or a number may have expired.
    package var today: String
    /// The last day on which an assessment of the case's risk still counts.
    package var riskUntil: String?
    /// The safe word and the duress word.
    package var hasSafeWords: Bool
    /// Her numbers, even where calling back was not agreed.
    package var hasPhones: Bool
    /// Newest first; nil where they could not be read.
    package var pastAlerts: [PastAlert]?

    package init(
      today: String, riskUntil: String? = nil, hasSafeWords: Bool = false,
      hasPhones: Bool = false, pastAlerts: [PastAlert]? = []
    ) {
      self.today = today
      self.riskUntil = riskUntil
      self.hasSafeWords = hasSafeWords
      self.hasPhones = hasPhones
      self.pastAlerts = pastAlerts
    }
  }

  package static func json(for item: Case, _ view: View) -> JSONValue {
    let victim = item.details["victim"]
    let mayCallBack = victim?["call_back"]?.bool ?? false
    var members: [(String, JSONValue)] = [
      ("case", .string(item.id.rawValue)),
      ("alias", text(item.alias)),
      // Calling back can endanger her: only where it was agreed.
      ("call_back", .bool(mayCallBack)),
    ]
    if mayCallBack || view.hasPhones {
      members.append(("phones", .array(item.phones.map { phone($0, today: view.today) })))
    }
    members += [
      ("name", known(victim, "name")),
      ("address", known(victim, "address")),
      ("risk", .string(item.risk.rawValue)),
      ("risk_as_written", text(item.riskAsWritten ?? item.risk.rawValue)),
      ("risk_at", text(item.riskAt)),
      ("risk_state", riskState(item, view)),
      ("order", order(item.details["order"], today: view.today)),
      ("aggressors", list(item.details["aggressors"], aggressor)),
      ("firearms", firearms(item.details["aggressors"])),
      ("minors", list(item.details["minors"], minor)),
    ]
    if view.hasSafeWords {
      members.append(("safe_word", known(victim, "safe_word")))
      members.append(("duress_word", known(victim, "duress_word")))
    }
    members += [
      ("language", known(victim, "language")),
      ("approach", known(victim, "approach")),
      ("past_alerts", pastAlerts(view.pastAlerts)),
      ("status", text(item.status?.rawValue)),
      ("force", text(item.force?.rawValue)),
      ("assigned", text(item.assigned?.rawValue)),
      ("deputies", .array(item.deputies.map { .string($0.rawValue) })),
      ("notes", known(item.details, "notes")),
    ]
    return object(members)
  }

  private static func phone(_ phone: CasePhone, today: String) -> JSONValue {
    let isStale = phone.until.map { $0 < today } ?? false
    return object([
      ("number", .string(phone.number.e164)), ("of", .string(phone.owner.rawValue)),
      ("stale", .bool(isStale)),
    ])
  }

  /// `current`, or `expired` where the assessment is older than its risk allows.
  private static func riskState(_ item: Case, _ view: View) -> JSONValue {
    guard item.riskAt != nil, let until = view.riskUntil else { return unknown }
    return until < view.today ? "expired" : "current"
  }

  private static func pastAlerts(_ alerts: [PastAlert]?) -> JSONValue {
    guard let alerts else { return unknown }
    return .array(
      alerts.map { alert in
        object([
          ("alert", .int(alert.alert.rawValue)),
          ("raised_at", .string(Timestamp.text(alert.raisedAt))),
          ("outcome", text(alert.outcome)),
        ])
      })
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
