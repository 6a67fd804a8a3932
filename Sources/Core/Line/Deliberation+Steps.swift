/// How steps begin and follow one another.
extension Deliberation {
  /// Ends the present step and begins the next one, or after the last the next round; a round in
  /// which not one page could be delivered is followed after a pause, whoever declined before it.
  /// The last resort is paged with the beginning of the round that follows it: a policy whose
  /// officers cannot be reached has found nobody at all.
  mutating func goOn(_ cause: StepStarted.Cause, also extra: [Target] = []) {
    if alert.step < policy.steps.count {
      begin(alert.step + 1, round: alert.round, cause, also: extra)
    } else if (cause == .allFailed || cause == .allDeclined) && alert.pagesStanding <= 0 {
      record(.roundPaused(within: Escalation.roundPause))
    } else {
      beginRound(cause, also: extra)
    }
  }

  mutating func beginRound(_ cause: StepStarted.Cause, also extra: [Target] = []) {
    // Before the first step there was no round to reach anybody.
    let reachedNobody = alert.step > 0 && alert.pagesStanding <= 0
    begin(
      policy.repeatFrom, round: alert.round + 1, cause, also: extra,
      withLastResort: reachedNobody)
  }

  /// Begins that step. One that finds nobody takes no time: the next begins at once, and the last
  /// resort is told beside it. `extra` is paged with the first.
  mutating func begin(
    _ first: Int, round: Int, _ cause: StepStarted.Cause, also extra: [Target] = [],
    withLastResort: Bool = false
  ) {
    let steps = policy.steps
    var passedOver: [PassedOver] = []
    for number in min(max(first, 1), steps.count)...steps.count {
      let step = steps[number - 1]
      let found = resolver.resolve(step.page + (number == first ? extra : []))
      if !found.candidates.isEmpty {
        let isAlone = passedOver.isEmpty && !withLastResort
        let candidates = found.candidates + (isAlone ? [] : lastResort(beside: found))
        return start(
          number, round: round, cause, within: step.ackWithin, candidates, found.passedOver)
      }
      passedOver += found.passedOver
      record(.stepEmpty(step: number, round: round, passedOver: found.passedOver))
    }
    startWithWhoIsLeft(round: round, cause, passedOver)
  }

  /// No step from here to the last has anyone: the last resort is paged, and with it those who
  /// were passed over, if the whole policy has nobody else.
  private mutating func startWithWhoIsLeft(
    round: Int, _ cause: StepStarted.Cause, _ passedOver: [PassedOver]
  ) {
    let policy = policy
    var left = StepResolver.Resolution(passedOver: passedOver)
    if !resolver.anyoneLeft(in: policy) { left = resolver.atNeed(left) }
    let last = policy.steps.count
    start(
      last, round: round, cause, within: policy.steps[last - 1].ackWithin,
      left.candidates + lastResort(beside: left), left.passedOver)
  }

  private func lastResort(beside found: StepResolver.Resolution) -> [StepResolver.Candidate] {
    let id = context.settings.lastResort
    guard let officer = context.officer(id),
      !found.candidates.contains(where: { $0.officer.id == id })
    else { return [] }
    return [.init(officer: officer, why: Why(target: id.rawValue, ground: .lastResort))]
  }

  private mutating func start(
    _ number: Int, round: Int, _ cause: StepStarted.Cause, within: TimeSpan,
    _ candidates: [StepResolver.Candidate], _ passedOver: [PassedOver]
  ) {
    let pages = orders(for: candidates)
    record(
      .stepStarted(
        StepStarted(
          step: number, round: round, cause: cause, within: within, pages: pages,
          passedOver: passedOver)))
  }

  /// Pages one officer alone, chosen by a person, whatever the rota says.
  mutating func startTransfer(to officer: Officer) {
    let step = max(alert.step, 1)
    let within = policy.steps[min(step, policy.steps.count) - 1].ackWithin
    let why = Why(target: "officer:\(officer.id)", ground: .transfer)
    start(
      step, round: alert.round, .transferred, within: within,
      [.init(officer: officer, why: why)], [])
  }

  /// Tells those beside the steps, once, when the alert is raised.
  mutating func notify() {
    let found = resolver.resolve(policy.notify)
    let pages = orders(for: found.candidates)
    if !pages.isEmpty { record(.notified(pages: pages)) }
  }
}
