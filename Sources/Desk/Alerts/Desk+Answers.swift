import AmparoCore
import AmparoWire

/// What officers, and supervisors, say of an alert.
extension Desk {
  /// The reply to a decision about one alert: how it now stands, or why not.
  func answer(_ decision: Decision, _ asked: Asked) {
    let content: PendingReply.Content
    if let refusal = decision.refusal {
      content = .error(RequestError(refusal))
    } else if let alert = decision.alert {
      content = .standing(alert)
    } else {
      content = .error(RequestError(.internalError, "nothing was decided"))
    }
    replies.append(PendingReply(seat: asked.seat, id: asked.id, content: content))
  }

  /// The officer a request is made for: the one named, if the peer may speak for them, else the one
  /// whose login the peer has.
  func officer(_ asked: Asked) throws(RequestError) -> OfficerID {
    guard let officer = try optionalOfficer(asked) else {
      throw RequestError(
        .badRequest, "user \(asked.peer.uid) is no officer's login; name the \"officer\"",
        field: "officer")
    }
    return officer
  }

  func optionalOfficer(
    _ asked: Asked, named name: String = "officer"
  ) throws(RequestError) -> OfficerID? {
    let own = asked.peer.officer(in: context)
    guard let named = try asked.request.optionalText(name).map({ OfficerID($0) }),
      named != own
    else { return own }
    guard mayActFor(named, asked) else {
      throw RequestError(
        .forbidden, "user \(asked.peer.uid) may not speak for officer \(named)", field: name)
    }
    return named
  }

  /// A gateway hears officers by telephone and text message, and speaks for whoever answered.
  private func mayActFor(_ officer: OfficerID, _ asked: Asked) -> Bool {
    if isGatewaysAnswer(asked) && context.officer(officer) != nil { return true }
    switch asked.peer.actsFor {
    case .nobody: return false
    case .any: return context.officer(officer) != nil
    case .only(let officers): return officers.contains(officer)
    }
  }

  private func isGatewaysAnswer(_ asked: Asked) -> Bool {
    guard asked.peer.roles.contains(.gateway) else { return false }
    let operation = asked.request.operation
    guard operation == .alertAcknowledge || operation == .alertDecline else { return false }
    let via = asked.request.body["via"]?.string.flatMap(Via.init)
    return via == .call || via == .sms || isOnlyGateway(asked.peer)
  }

  private func isOnlyGateway(_ peer: Peer) -> Bool {
    peer.roles.isDisjoint(with: [.responder, .supervisor])
  }

  /// A peer that is nothing but a gateway answers only by call or text message.
  private func via(_ asked: Asked) throws(RequestError) -> Via {
    let given: Via? = try asked.request.optionalWord("via")
    let isOnlyGateway = isOnlyGateway(asked.peer)
    let via = given ?? (isOnlyGateway ? .call : .queue)
    if isOnlyGateway && via != .call && via != .sms {
      throw RequestError(
        .forbidden, "a gateway answers for an officer by \"call\" or \"sms\"", field: "via")
    }
    return via
  }

  /// The alert that is answered. What names it by a code alone, by text message, may be a guess.
  private func alertAnswered(_ asked: Asked) throws(RequestError) -> AlertID {
    let via = try via(asked)
    guard via == .sms, try asked.request.optionalInt("alert") == nil else {
      return try alertNamed(asked.request)
    }
    return try alertTexted(asked, by: try officer(asked))
  }

  func acknowledge(_ asked: Asked) throws(RequestError) {
    let alert = try alertAnswered(asked)
    let officer = try officer(asked)
    let via = try via(asked)
    answer(
      decide(.acknowledge(alert, officer, via), actor: asked.peer.actor(for: officer)), asked)
  }

  func decline(_ asked: Asked) throws(RequestError) {
    let alert = try alertAnswered(asked)
    let officer = try officer(asked)
    let via = try via(asked)
    let reason = try asked.request.words("reason")
    answer(
      decide(
        .decline(alert, officer, via, reason: reason), actor: asked.peer.actor(for: officer)),
      asked)
  }

  func progress(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let officer = try officer(asked)
    let status: ProgressStatus = try asked.request.word("status")
    answer(
      decide(.progress(alert, officer, status), actor: asked.peer.actor(for: officer)), asked)
  }

  func release(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let officer = try officer(asked)
    let reason = try asked.request.optionalText("reason") ?? ""
    answer(
      decide(.release(alert, officer, reason: reason), actor: asked.peer.actor(for: officer)),
      asked)
  }

  func transfer(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let to = OfficerID(try asked.request.words("to"))
    let by = try optionalOfficer(asked)
    try mayDecide(over: alert, by)
    answer(decide(.transfer(alert, to: to), actor: asked.peer.actor(for: by)), asked)
  }

  func resolve(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let officer = try optionalOfficer(asked)
    try mayDecide(over: alert, officer)
    let outcome: Outcome = try asked.request.word("outcome")
    let closing = Closing(
      outcome, complaint: try asked.request.optionalWord("complaint"),
      referrals: try asked.request.words("referral"),
      note: try asked.request.optionalText("note"))
    let input = Input.resolve(
      alert, officer, closing,
      bySupervisor: asked.peer.roles.contains(.supervisor))
    answer(decide(input, actor: asked.peer.actor(for: officer)), asked)
  }

  func cancel(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let by = try optionalOfficer(asked)
    let reason = try asked.request.words("reason")
    try mayDecide(over: alert, by)
    answer(decide(.cancel(alert, reason: reason), actor: asked.peer.actor(for: by)), asked)
  }

  /// Whom a case excludes neither closes its alerts nor sends another, supervisor or not; whoever
  /// held one before may still end what they began.
  private func mayDecide(over id: AlertID, _ officer: OfficerID?) throws(RequestError) {
    guard let officer, let alert = state.alert(id), alert.responder != officer,
      context.isExcluded(officer, from: alert)
    else { return }
    throw RequestError(.forbidden, "officer \(officer) is excluded from this case")
  }

  func note(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let officer = try optionalOfficer(asked)
    let text = try asked.request.words("text")
    answer(
      decide(.note(alert, officer, text: text), actor: asked.peer.actor(for: officer)), asked)
  }

  func pageReceived(_ asked: Asked) throws(RequestError) {
    let page = PageID(try asked.request.int("page"))
    guard let id = state.alert(page: page), let found = state.alert(id)?.page(page) else {
      throw RequestError(.notFound, "there is no page \(page)", field: "page")
    }
    let own = asked.peer.officer(in: context)
    let terminal = subscriptions.terminals[asked.seat.connection]
    guard found.officer == own || terminal?.officers.contains(found.officer) == true else {
      throw RequestError(.forbidden, "page \(page) is another officer's", field: "page")
    }
    answer(
      decide(
        .pageResult(page, .delivered, detail: nil), actor: asked.peer.actor(for: found.officer)),
      asked)
  }

  func pageResult(_ asked: Asked) throws(RequestError) {
    let page = PageID(try asked.request.int("page"))
    let result: ReportedResult = try asked.request.word("result")
    let detail = try asked.request.optionalText("detail")
    if isStale(page, token: try asked.request.optionalText("token"), result.state) {
      throw RequestError(
        .conflict, "page \(page) was handed over anew since; this was said of an earlier try",
        field: "token")
    }
    noteChannel(of: page, result.state, detail)
    answer(
      decide(
        .pageResult(page, result.state, detail: detail), actor: asked.peer.actor(for: nil)),
      asked)
  }

  /// What a gateway may report of a page.
  private enum ReportedResult: String, CaseIterable {
    case sent, delivered, failed, answered
    case noAnswer = "no_answer"
    case busy

    var state: PageState {
      switch self {
      case .sent: .sent
      case .delivered: .delivered
      case .failed: .failed
      case .answered: .answered
      case .noAnswer: .noAnswer
      case .busy: .busy
      }
    }
  }
}
