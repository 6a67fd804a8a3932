import AmparoCore

/// Policies, and which of them is followed when.
extension DocumentReader {
  /// The longest a step may wait: past an hour nobody is being paged any more.
  private static let ackMax = TimeSpan.hours(1)
  private static let waitMax = TimeSpan.hours(24)

  mutating func policies(_ value: JSONValue, contacts: Set<OfficerID>) -> [String: Policy] {
    guard let object = present(value, "policies") else {
      missing("policies", like: "at least one policy, such as { standard: { steps: [...] } }")
      return [:]
    }
    return within("policies") { reader in
      let example = "policies by name, at least one"
      if object.members?.isEmpty == true { reader.mistyped(object, like: example) }
      return reader.named(object, like: example) { $0.policy($1.name, $1.value, contacts) }
    }
  }

  private static let policyMembers = [
    "steps", "repeat_from", "notify", "progress_within", "arrive_within", "check_in_every",
    "repeat_call_advances_after",
  ]

  private mutating func policy(
    _ name: String, _ value: JSONValue, _ contacts: Set<OfficerID>
  ) -> Policy? {
    guard isObject(value, like: "a policy such as { steps: [...] }", known: Self.policyMembers)
    else { return nil }
    let steps = list(value, "steps", like: "a list of steps") { $0.step($1, contacts) }
    let written = present(value, "steps")?.array?.count ?? 0
    if written == 0 { missing("steps", like: "at least one step") }
    var policy = Policy(name: name, steps: steps)
    if written > 0, let from = integer(value, "repeat_from", in: 1...written) {
      policy.repeatFrom = from
    }
    policy.notify = targets(value, "notify", contacts)
    policy.progressWithin =
      span(value, "progress_within", max: Self.waitMax) ?? policy.progressWithin
    policy.arriveWithin = span(value, "arrive_within", max: Self.waitMax) ?? policy.arriveWithin
    policy.checkInEvery = span(value, "check_in_every", max: Self.waitMax) ?? policy.checkInEvery
    if let calls = integer(value, "repeat_call_advances_after", in: 1...1000) {
      policy.repeatCallAdvancesAfter = calls
    }
    return policy
  }

  private mutating func step(_ value: JSONValue, _ contacts: Set<OfficerID>) -> Step? {
    let example = "a step such as { page: [\"assigned\"], ack_within: \"45s\" }"
    guard isObject(value, like: example, known: ["page", "ack_within"]) else { return nil }
    let page = targets(value, "page", contacts)
    if present(value, "page") == nil || present(value, "page")?.array?.isEmpty == true {
      missing("page", like: "whom to page, such as [\"assigned\"]")
    }
    if present(value, "ack_within") == nil {
      missing("ack_within", like: "how long to wait, such as \"45s\"")
    }
    guard let within = span(value, "ack_within", max: Self.ackMax) else { return nil }
    return Step(page: page, ackWithin: within)
  }

  private mutating func targets(
    _ value: JSONValue, _ name: String, _ contacts: Set<OfficerID>
  ) -> [Target] {
    list(value, name, like: "a list of targets, such as [\"assigned\"]") { reader, element in
      guard let text = element.string, let target = Target(text), !Self.isLoose(text) else {
        reader.fault(
          "expected \(Self.targetWords), found \(Self.found(element))" + Self.targetHint(element))
        return nil
      }
      if case .contact(let contact) = target, !contacts.contains(.contact(contact)) {
        let known = contacts.compactMap(\.contactName)
        reader.fault(
          "no contact \(Self.quoted(contact))" + NearestName.hint(contact, among: known))
      }
      return target
    }
  }

  private static let targetWords =
    "assigned, deputies, on_call:ROLE, unit, supervisors, officer:ID or contact:NAME"

  /// Whether space stands where a role or a name should begin or end.
  private static func isLoose(_ text: String) -> Bool {
    text.contains(": ") || text.last?.isWhitespace == true
  }

  /// `oncall:primary` means `on_call:primary`: the word before the colon is looked for, the rest
  /// stays as it is.
  private static func targetHint(_ element: JSONValue) -> String {
    let parts = (element.string ?? "").split(separator: ":", maxSplits: 1)
    guard let first = parts.first else { return "" }
    let word = String(first.filter { !$0.isWhitespace })
    guard parts.count == 2 else {
      return NearestName.hint(word, among: ["assigned", "deputies", "unit", "supervisors"])
    }
    let rest = parts[1].drop(while: \.isWhitespace)
    let kind = NearestName.of(word, among: ["on_call", "officer", "contact"])
    return kind.map { "; did you mean \"\($0):\(rest)\"?" } ?? ""
  }

  struct PolicyChoice {
    var byRisk: [Risk: String] = [:]
    var standard = ""
    var unknownCaller = ""
    var aggressorLine = ""
  }

  mutating func policyChoice(_ value: JSONValue, _ policies: Set<String>) -> PolicyChoice {
    var choice = PolicyChoice()
    if let only = policies.first, policies.count == 1 { choice.standard = only }
    if let object = present(value, "policy_by_risk") {
      within("policy_by_risk") { $0.byRisk(object, policies, &choice) }
    }
    if choice.standard.isEmpty && !policies.isEmpty {
      within("policy_by_risk") { reader in
        reader.missing("default", like: "a policy's name, since there is more than one policy")
      }
    }
    choice.unknownCaller =
      policyName(value, "policy_unknown_caller", policies) ?? choice.standard
    choice.aggressorLine =
      policyName(value, "policy_aggressor_line", policies) ?? choice.standard
    return choice
  }

  private mutating func byRisk(
    _ object: JSONValue, _ policies: Set<String>, _ choice: inout PolicyChoice
  ) {
    let risks = Risk.allCases.map(\.rawValue)
    guard isObject(object, like: "policies by risk", known: risks + ["default"]) else { return }
    for risk in Risk.allCases {
      choice.byRisk[risk] = policyName(object, risk.rawValue, policies)
    }
    choice.standard = policyName(object, "default", policies) ?? choice.standard
  }

  private mutating func policyName(
    _ object: JSONValue, _ name: String, _ policies: Set<String>
  ) -> String? {
    guard let policy = text(object, name, like: "a policy's name as text") else { return nil }
    if !policies.contains(policy) {
      within(name) { reader in
        reader.fault(
          "no policy \(Self.quoted(policy))" + NearestName.hint(policy, among: policies.sorted()))
      }
    }
    return policy
  }
}
