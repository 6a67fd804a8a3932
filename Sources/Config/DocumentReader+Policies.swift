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
      guard let members = object.members, !members.isEmpty else {
        reader.mistyped(object, like: "policies by name, at least one")
        return [:]
      }
      var policies: [String: Policy] = [:]
      for member in members {
        reader.within(member.name) { reader in
          policies[member.name] = reader.policy(member.name, member.value, contacts)
        }
      }
      return policies
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
      guard let text = element.string, let target = Target(text) else {
        reader.unknownTarget(element)
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

  private mutating func unknownTarget(_ element: JSONValue) {
    let words = ["assigned", "deputies", "unit", "supervisors"]
    let hint = element.string.map { NearestName.hint($0, among: words) } ?? ""
    mistyped(
      element,
      like: "assigned, deputies, on_call:ROLE, unit, supervisors, officer:ID or contact:NAME")
    if !hint.isEmpty { fault("unknown target" + hint) }
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
    if choice.standard.isEmpty && policies.count != 0 {
      missing(
        "policy_by_risk", like: "{ default: \"...\" }, since there is more than one policy")
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
