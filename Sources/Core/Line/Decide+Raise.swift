/// The urgent-contact request.
extension Decide {
  func raise(_ request: RaiseRequest) -> Decision {
    if let seen = state.alert(request: request.requestID) {
      var decision = Decision(alert: seen)
      decision.isDuplicate = true
      decision.warnings = request.warnings
      return decision
    }
    var warnings = request.warnings
    let line = identify(request, &warnings)
    if let open = alertToJoin(request, line) {
      return about(open) { join(request, line, warnings, in: &$0) }
    }
    let raised = Raised(
      requestID: request.requestID, code: ReplyCode.unused(in: state, entropy: request.entropy),
      source: request.source, callerRole: request.callerRole,
      presentation: request.presentation, isSilent: request.isSilent, isDrill: request.isDrill,
      cases: line.cases, risk: line.risk, isAggressorLine: line.isAggressor,
      isStaleNumber: line.isStale, policy: policyName(line), warnings: warnings,
      call: request.call)
    let alert = Alert(id: AlertID(state.lastAlert + 1), raised: raised, at: now)
    var deliberation = Deliberation(alert: alert, state: state, context: context, now: now)
    deliberation.record(.raised(raised))
    deliberation.begin(1, round: 0, .raised)
    deliberation.notify()
    deliberation.note(isRepeat: false, warnings: warnings)
    return deliberation.decision
  }

  /// What the directory knows of the calling line.
  private struct Line {
    /// The case of highest risk first.
    var cases: [CaseID]
    var risk: Risk
    var isAggressor = false
    var isStale = false
  }

  private func identify(_ request: RaiseRequest, _ warnings: inout [String]) -> Line {
    let today = LocalDay.text(context.directory.rota.zone.local(of: now.wall))
    let matches = request.call.number.map { context.directory.matches($0, today: today) } ?? []
    var ids: [CaseID] = []
    if let named = request.caseID {
      if context.directory.cases[named] == nil {
        warnings.append("case: there is no case of that id; the alert is raised without it")
      } else {
        ids.append(named)
        if !matches.isEmpty && !matches.contains(where: { $0.caseID == named }) {
          warnings.append("case: the calling number belongs to another case; both are named")
        }
      }
    }
    for match in matches where !ids.contains(match.caseID) { ids.append(match.caseID) }
    let cases = ids.compactMap { context.directory.cases[$0] }
      .sorted { $0.risk.weight == $1.risk.weight ? $0.id < $1.id : $0.risk.weight > $1.risk.weight }
    var line = Line(cases: cases.map(\.id), risk: cases.first?.risk ?? .unknown)
    line.isAggressor = matches.contains { $0.line == .aggressor }
    line.isStale = !matches.isEmpty && matches.allSatisfy(\.isStale)
    return line
  }

  private func policyName(_ line: Line) -> String {
    if line.isAggressor { return context.settings.aggressorLinePolicy }
    if line.cases.isEmpty { return context.settings.unknownCallerPolicy }
    return context.settings.policyByRisk[line.risk] ?? context.settings.defaultPolicy
  }

  /// The open alert of the same victim: one that already names all the cases of this call, or, for
  /// an unknown caller, one from the same number. Calls without a number are never taken for one
  /// caller, and a drill never meets a real alert.
  private func alertToJoin(_ request: RaiseRequest, _ line: Line) -> AlertID? {
    func fits(_ id: AlertID) -> Bool {
      let raised = state.alert(id)?.raised
      return raised?.isDrill == request.isDrill
        && line.cases.allSatisfy { raised?.cases.contains($0) == true }
    }
    if let first = line.cases.first { return state.open(case: first).first(where: fits) }
    guard let number = request.call.number else { return nil }
    return state.open(number: number).first(where: fits)
  }

  private func join(
    _ request: RaiseRequest, _ line: Line, _ warnings: [String], in work: inout Deliberation
  ) {
    var pages: [PageOrder] = []
    if let responder = work.alert.responder, work.alert.state.isHeld {
      pages = work.orders(forResponder: responder) { $0.channel != Contact.queueChannel }
    }
    work.record(
      .callRepeated(
        CallRepeated(
          requestID: request.requestID, source: request.source, callerRole: request.callerRole,
          isSilent: request.isSilent, isAggressorLine: line.isAggressor, warnings: warnings,
          pages: pages, call: request.call)))
    if work.alert.state == .paging, let calls = work.policy.repeatCallAdvancesAfter,
      work.alert.furtherCallsUnanswered >= calls
    {
      work.goOn(.repeatCall)
    }
    work.note(isRepeat: true, warnings: warnings)
  }
}

extension LineMatch {
  fileprivate var isStale: Bool {
    switch line {
    case .known(_, let stale): stale
    case .aggressor: false
    }
  }
}
