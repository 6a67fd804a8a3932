/// The heart: an input, the state and the instant make events. Pure: no clock, no randomness, no
/// file; the state is changed afterwards, by `apply`, from the very events returned here.
package struct Decide {
  let state: LineState
  let context: Context
  let now: Moment

  package init(state: LineState, context: Context, now: Moment) {
    self.state = state
    self.context = context
    self.now = now
  }

  package func callAsFunction(_ input: Input) -> Decision {
    switch input {
    case .raise(let request): return raise(request)
    case .update(let id, let update):
      return about(id) { $0.record(.callUpdated(update)) }
    case .acknowledge(let id, let officer, let via):
      return about(id) { acknowledge(officer, via, in: &$0) }
    case .decline(let id, let officer, let via, let reason):
      return about(id) { decline(officer, via, reason, in: &$0) }
    case .progress(let id, let officer, let status):
      return about(id) { progress(officer, status, in: &$0) }
    case .release(let id, let officer, let reason):
      return about(id) { release(officer, reason, in: &$0) }
    case .transfer(let id, let to): return about(id) { transfer(to, in: &$0) }
    case .resolve(let id, let officer, let closing, let bySupervisor):
      return about(id) { resolve(officer, closing, bySupervisor: bySupervisor, in: &$0) }
    case .cancel(let id, let reason): return about(id) { cancel(reason, in: &$0) }
    case .note(let id, let officer, let text): return about(id) { note(officer, text, in: &$0) }
    case .pageResult(let page, let result, let detail):
      return pageResult(page, result, detail)
    case .deadline(let id): return about(id) { passDeadline(in: &$0) }
    }
  }

  /// Deliberates about one alert, if there is one of that number.
  func about(_ id: AlertID, _ body: (inout Deliberation) -> Void) -> Decision {
    guard let alert = state.alert(id) else {
      return .refuse(.notFound("there is no alert \(id)"))
    }
    var deliberation = Deliberation(alert: alert, state: state, context: context, now: now)
    body(&deliberation)
    return deliberation.decision
  }
}
