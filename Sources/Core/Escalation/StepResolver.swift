/// Turns a step's targets into officers, with the rota and the directory of this instant, and says
/// of each why they are paged or passed over.
package struct StepResolver {
  package struct Candidate: Hashable, Sendable {
    package var officer: Officer
    package var why: Why
  }

  package struct Resolution: Hashable, Sendable {
    package var candidates: [Candidate] = []
    package var passedOver: [PassedOver] = []
  }

  private let context: Context
  private let state: LineState
  private let alert: Alert
  private let now: Moment

  package init(context: Context, state: LineState, alert: Alert, now: Moment) {
    self.context = context
    self.state = state
    self.alert = alert
    self.now = now
  }

  /// Who the targets name and can be paged, each once, in the order of the targets.
  package func resolve(_ targets: [Target]) -> Resolution {
    var resolution = Resolution()
    var seen: Set<OfficerID> = []
    for target in targets {
      let named = officers(of: target)
      if named.isEmpty {
        resolution.passedOver.append(
          PassedOver(officer: nil, target: target.description, cause: .nobody))
      }
      for (id, ground) in named where seen.insert(id).inserted {
        add(id, Why(target: target.description, ground: ground), to: &resolution)
      }
    }
    return resolution
  }

  /// The ones passed over who may be paged all the same, since nobody else is left.
  package func atNeed(_ resolution: Resolution) -> Resolution {
    var result = Resolution()
    for passed in resolution.passedOver {
      guard passed.isPagedAtNeed, let id = passed.officer, let officer = context.officer(id) else {
        result.passedOver.append(passed)
        continue
      }
      let why = Why(target: passed.target, inSpiteOf: passed.cause)
      result.candidates.append(Candidate(officer: officer, why: why))
    }
    return result
  }

  /// Whether any step of the policy has someone to page now.
  package func anyoneLeft(in policy: Policy) -> Bool {
    policy.steps.contains { !resolve($0.page).candidates.isEmpty }
  }

  private func add(_ id: OfficerID, _ why: Why, to resolution: inout Resolution) {
    guard let officer = context.officer(id) else {
      resolution.passedOver.append(
        PassedOver(officer: id, target: why.target, cause: .unknownOfficer))
      return
    }
    if let cause = causeToPassOver(officer) {
      resolution.passedOver.append(PassedOver(officer: id, target: why.target, cause: cause))
    } else {
      resolution.candidates.append(Candidate(officer: officer, why: why))
    }
  }

  private func causeToPassOver(_ officer: Officer) -> PassedOver.Cause? {
    if isExcluded(officer.id) { return .excluded }
    if officer.contacts.isEmpty { return .noChannel }
    if context.directory.isAbsent(officer.id, at: now.wall) != nil { return .absent }
    if alert.released.contains(officer.id) { return .released }
    if alert.declined.contains(officer.id) { return .declined }
    let isBusy = state.held(by: officer.id).contains { $0 != alert.id }
    return isBusy && officer.id.contactName == nil ? .holdsAnother : nil
  }

  /// Excluded from any of the cases it may be is excluded from the alert.
  package func isExcluded(_ officer: OfficerID) -> Bool {
    alert.raised.cases.contains { id in
      context.directory.cases[id]?.excluded.contains(officer) == true
    }
  }

  private func officers(of target: Target) -> [(OfficerID, Why.Ground)] {
    let cases = alert.raised.cases.compactMap { context.directory.cases[$0] }
    switch target {
    case .assigned: return cases.compactMap(\.assigned).map { ($0, .target) }
    case .deputies: return cases.flatMap(\.deputies).map { ($0, .target) }
    case .onCall(let role): return onCall(role)
    case .unit: return context.directory.officers.map { ($0.id, .target) }
    case .supervisors:
      return context.directory.officers.filter(\.isSupervisor).map { ($0.id, .target) }
    case .officer(let id): return [(id, .target)]
    case .contact(let name): return [(.contact(name), .target)]
    }
  }

  private func onCall(_ role: String) -> [(OfficerID, Why.Ground)] {
    let answer = context.directory.rota.onCall(role: role, at: now.wall)
    guard let officer = answer.officer else { return [] }
    switch answer.source {
    case .layer(let name): return [(officer, .layer(name))]
    case .override: return [(officer, .override)]
    case .nobody: return []
    }
  }
}
