import AmparoCore

/// The members of the configuration, as PROTOCOL and the commented example name them.
extension DocumentReader {
  private static let known = [
    "socket", "database", "language", "country_code", "peers", "policies", "policy_by_risk",
    "policy_unknown_caller", "policy_aggressor_line", "contacts", "last_resort", "channels",
    "follow_ups", "limits", "retention", "texts", "backup", "objectives",
  ]

  mutating func configuration(_ value: JSONValue) -> Configuration? {
    guard isObject(value, like: "a configuration in braces", known: Self.known) else { return nil }
    let channels = channels(value)
    let contacts = contacts(value, channels: Set(channels.keys))
    let policies = policies(value, contacts: Set(contacts.keys))
    let choice = policyChoice(value, Set(policies.keys))
    let lastResort = lastResort(value, contacts)
    let socket = socket(value)
    let configuration = Configuration(
      socket: socket ?? "", database: database(value, beside: socket) ?? "",
      language: self.choice(value, "language", of: Language.self) ?? .es,
      peers: peers(value),
      escalation: EscalationSettings(
        policies: policies, policyByRisk: choice.byRisk, defaultPolicy: choice.standard,
        unknownCallerPolicy: choice.unknownCaller, aggressorLinePolicy: choice.aggressorLine,
        contacts: contacts, lastResort: lastResort ?? .contact(""),
        countryCode: countryCode(value), channels: Set(channels.keys),
        workers: channels.compactMapValues(\.worker),
        followUps: followUps(value), retention: retention(value),
        backup: backup(value), objectives: objectives(value), pageText: pageText(value)),
      channels: channels, limits: limits(value))
    return configuration
  }

  /// Bytes of a Unix socket's path (unix(7)).
  private static let socketPathBytesMax = 107

  private mutating func socket(_ value: JSONValue) -> String? {
    let path = path(value, "socket", like: "an absolute path, such as \"/run/amparo/amparo.sock\"")
    guard let path, path.utf8.count > Self.socketPathBytesMax else { return path }
    within("socket") { reader in
      reader.fault(
        "the path is \(path.utf8.count) bytes long; the system allows "
          + "\(Self.socketPathBytesMax)")
    }
    return nil
  }

  private mutating func database(_ value: JSONValue, beside socket: String?) -> String? {
    let path = path(
      value, "database", like: "an absolute path, such as \"/var/lib/amparo/amparo.db\"")
    guard let path else { return nil }
    within("database") { reader in
      if path.hasSuffix("/") {
        reader.fault("\(Self.quoted(path)) is a directory; add the file's name")
      } else if path == socket {
        reader.fault("this is the socket's path, too; the database is a file of its own")
      }
    }
    return path
  }

  /// The country code is needed before anything else can be read: for the numbers of contacts.
  static func countryCode(of value: JSONValue) -> String {
    let code = value["country_code"]?.string ?? ""
    return isCountryCode(code) ? code : defaultCountryCode
  }

  private static let defaultCountryCode = "34"

  private static func isCountryCode(_ code: String) -> Bool {
    (1...3).contains(code.utf8.count) && code.utf8.allSatisfy { (48...57).contains($0) }
      && code.first != "0"
  }

  private mutating func countryCode(_ value: JSONValue) -> String {
    let example = "one to three digits as text, such as \"34\""
    if let code = text(value, "country_code", like: example), !Self.isCountryCode(code) {
      within("country_code") { $0.mistyped(.string(code), like: example) }
    }
    return Self.countryCode(of: value)
  }

  private mutating func lastResort(
    _ value: JSONValue, _ contacts: [OfficerID: Officer]
  ) -> OfficerID? {
    let example = "the name of a contact, such as \"control_room\""
    guard present(value, "last_resort") != nil else {
      missing("last_resort", like: example)
      return nil
    }
    guard let name = text(value, "last_resort", like: example) else { return nil }
    let id = OfficerID(name).contactName == nil ? OfficerID.contact(name) : OfficerID(name)
    within("last_resort") { reader in
      if let found = contacts[id] {
        if found.contacts.isEmpty {
          reader.fault("contact \(Self.quoted(name)) has no channel, so it can't be paged")
        }
      } else {
        reader.fault(
          "no contact \(Self.quoted(name))"
            + NearestName.hint(name, among: contacts.keys.compactMap(\.contactName)))
      }
    }
    return id
  }

  private mutating func followUps(_ value: JSONValue) -> FollowUpTimes {
    var times = FollowUpTimes()
    guard let object = present(value, "follow_ups") else { return times }
    within("follow_ups") { reader in
      let risks = Risk.allCases.map(\.rawValue)
      guard
        reader.isObject(object, like: "durations by risk", known: risks + ["after_alert"])
      else { return }
      for risk in Risk.allCases {
        if let span = reader.span(object, risk.rawValue, max: .days(3650)) {
          times.byRisk[risk] = span
        }
      }
      times.afterAlert = reader.span(object, "after_alert", max: .days(365)) ?? times.afterAlert
    }
    return times
  }

  private mutating func pageText(_ value: JSONValue) -> PageTemplate? {
    guard let object = present(value, "texts") else { return nil }
    return within("texts") { reader in
      let example = "a text such as \"AVISO {code} P{priority} hasta {until}\""
      guard reader.isObject(object, like: "texts in braces", known: ["page"]),
        let text = reader.text(object, "page", like: example)
      else { return nil }
      return reader.within("page") { reader in
        do throws(PageTemplateFault) {
          return try PageTemplate(text)
        } catch {
          reader.fault(error.description)
          return nil
        }
      }
    }
  }

  private mutating func limits(_ value: JSONValue) -> Configuration.Limits {
    var limits = Configuration.Limits()
    guard let object = present(value, "limits") else { return limits }
    within("limits") { reader in
      let known = ["connections", "connections_per_user", "line_bytes"]
      guard reader.isObject(object, like: "limits in braces", known: known) else { return }
      // A descriptor each, of the 1024 a process has by default, and some kept for files.
      limits.connections =
        reader.integer(object, "connections", in: 1...60_000)
        ?? limits.connections
      limits.connectionsPerUser =
        reader.integer(object, "connections_per_user", in: 1...60_000)
        ?? limits.connectionsPerUser
      limits.lineBytes =
        reader.integer(object, "line_bytes", in: 1024...1_048_576)
        ?? limits.lineBytes
    }
    return limits
  }

  private mutating func retention(_ value: JSONValue) -> RetentionTimes {
    var retention = RetentionTimes()
    guard let object = present(value, "retention") else { return retention }
    within("retention") { reader in
      let names = ["resolved_alerts", "access_log", "follow_ups"]
      let example = "years or days, such as \"5y\" or \"400d\""
      guard
        reader.isObject(object, like: "times in braces", known: names)
      else { return }
      func years(_ name: String) -> TimeSpan? {
        guard let text = reader.text(object, name, like: example) else { return nil }
        if text.hasSuffix("y"), let count = Int64(text.dropLast()), (1...99).contains(count) {
          return .days(count * 365)
        }
        guard let span = TimeSpan(text), span > .seconds(0) else {
          reader.within(name) { $0.mistyped(.string(text), like: example) }
          return nil
        }
        return span
      }
      retention.resolvedAlerts = years("resolved_alerts") ?? retention.resolvedAlerts
      retention.accessLog = years("access_log") ?? retention.accessLog
      retention.followUps = years("follow_ups") ?? retention.followUps
    }
    return retention
  }
}
