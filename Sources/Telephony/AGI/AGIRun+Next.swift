import AmparoCore
import AmparoHost

/// The dial loop, from one Dial to the next.
extension AGIRun {
  /// How long telephones that could not be reached are left alone before they are tried again, in
  /// milliseconds, while their step still runs.
  private static let tryAgainMilliseconds: Int64 = 5000

  /// Reports the legs nobody answered, waits for the next step where the present one goes on, and
  /// tells the dialplan whom to ring.
  func next(_ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    try begin(fault)
    guard let alert = try number("AMPARO_ALERT") else { return .fallback }
    let status = try next(alert)
    if conversation.isHungUp { try reportDropped(alert) }
    return status
  }

  private func next(_ alert: Int64) throws(AGIFault) -> AGIStatus {
    let dialled = try dialStatus()
    let before = try standing()
    if let result = dialled?.pageResult {
      // A daemon that hangs is not asked once for each of them.
      for page in before.pages {
        guard report(page, result, "rung, and nobody took it") else { break }
      }
    }
    guard let reply = wait(alert, after: before.step, milliseconds: 0) else {
      // An officer has spoken with her, whether the daemon can say so or not.
      return dialled == .answer ? .served : .fallback
    }
    var plan = RingPlan(reply)
    if plan.state == .paging, plan.step == before.step, plan.round == before.round,
      !plan.rings(beside: before.pages)
    {
      let pause = plan.legs.isEmpty ? options.wait * 1000 : Self.tryAgainMilliseconds
      guard let later = wait(alert, after: plan.step, milliseconds: pause) else {
        return .fallback
      }
      plan = RingPlan(later)
    }
    return try lead(plan, before, dialled)
  }

  /// What the last subcommand told the dialplan.
  private struct Before {
    var state: AlertState?
    var step: Int64
    var round: Int64
    var legs: Int64
    var pages: [Int64] = []
  }

  private func standing() throws(AGIFault) -> Before {
    var before = Before(
      state: try get("AMPARO_STATE").flatMap(AlertState.init),
      step: try number("AMPARO_STEP") ?? 0, round: try number("AMPARO_ROUND") ?? 0,
      legs: min(try number("AMPARO_LEGS") ?? 0, Int64(RingPlan.legsMax)))
    before.pages = try pages(of: before.legs)
    return before
  }

  private func lead(
    _ plan: RingPlan, _ before: Before, _ dialled: DialStatus?
  ) throws(AGIFault) -> AGIStatus {
    switch plan.state {
    case .paging:
      // Officers are paged some other way and she has heard it ring: somebody must answer her.
      if plan.legs.isEmpty && before.legs == 0 { return .fallback }
    case .acknowledged, .enRoute, .onScene:
      if dialled == .answer { return .served }
      // The officer who has it does not pick up, or has no telephone: a person must speak to her.
      let wasRung = before.state == plan.state && dialled != nil
      if wasRung || plan.legs.isEmpty { return .fallback }
    case .resolved, .cancelled: return dialled == .answer ? .served : .closed
    case nil: return .fallback
    }
    try set(plan)
    return .ok
  }

  /// How the last Dial ended; nil where there was none. A watching leg that ended it is no officer.
  func dialStatus() throws(AGIFault) -> DialStatus? {
    guard let status = try get("DIALSTATUS").flatMap(DialStatus.init) else { return nil }
    guard status == .answer, let peer = try get("DIALEDPEERNAME") else { return status }
    let watching = RingPlan.leg(0, options.leg)
    let name = watching.split(separator: "/").prefix(2).joined(separator: "/")
    return peer.hasPrefix(name + "-") ? nil : status
  }

  /// Asks how the alert stands, once it leaves that step or the time is up; nil where the daemon
  /// does not say, or the channel is gone.
  func wait(_ alert: Int64, after step: Int64, milliseconds: Int64) -> JSONValue? {
    let request = Self.request(
      "alert.wait",
      [
        ("alert", .int(alert)), ("after_step", .int(step)),
        ("for", .string(TimeSpan(milliseconds: milliseconds).description)),
      ])
    let end = AGIConversation.time(in: milliseconds + Self.daemonMilliseconds)
    do throws(LineClientError) {
      let daemon = try link.begin(request, milliseconds: Self.daemonMilliseconds)
      guard milliseconds == 0 || conversation.wait(for: daemon, until: end) else {
        link.abandon()
        if !conversation.isHungUp { log(.error, "alert \(alert): the daemon does not answer") }
        return nil
      }
      let reply = try link.reply(until: end)
      if let code = Self.refusal(reply) {
        log(.error, "alert \(alert): the daemon refuses to tell its step: \(code)")
        return nil
      }
      return reply
    } catch {
      log(.error, "alert \(alert): \(error)")
      return nil
    }
  }

  /// Beside the telephones that ring: waits for the alert to leave its step.
  func watch(_ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    try begin(fault)
    guard let alert = try number("AMPARO_ALERT"), let step = try number("AMPARO_STEP"),
      let round = try number("AMPARO_ROUND")
    else { return .error }
    let pages = try pages(of: Int64(RingPlan.legsMax))
    for milliseconds in [0, options.wait * 1000] {
      guard let reply = wait(alert, after: step, milliseconds: milliseconds) else { return .error }
      let plan = RingPlan(reply)
      if plan.state != .paging || plan.step != step || plan.round != round
        || plan.rings(beside: pages)
      {
        return .moved
      }
    }
    return .same
  }

  /// The pages that so many legs, or as many as there are, ring for.
  private func pages(of legs: Int64) throws(AGIFault) -> [Int64] {
    var pages: [Int64] = []
    for leg in stride(from: 1, through: legs, by: 1) {
      guard let page = try number("AMPARO_PAGE_\(leg)") else { break }
      pages.append(page)
    }
    return pages
  }
}
