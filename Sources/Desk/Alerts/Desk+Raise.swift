import AmparoCore
import AmparoWire

/// The urgent-contact request and what the gateway says of the call.
extension Desk {
  func raise(_ asked: Asked) {
    var decoder = RaiseDecoder(
      body: asked.request.body, countryCode: context.settings.countryCode)
    let request = decoder.decode(entropy: entropy()) {
      "amparo-\(now.wall)-\(entropy() % 1_000_000)"
    }
    let alert = raise(request, asked, isForRinging: decoder.rings == true)
    if let alert, let rings = decoder.rings {
      // False where the gateway could not be told in time whom to ring, and gave the call away.
      if !rings {
        endRing(of: alert)
      } else if state.alert(alert)?.state.isOpen == true {
        gatewayRings.begin(alert)
      }
    }
    if request.isDrill, request.source == .phone, let alert { drillCameIn(alert) }
  }

  @discardableResult
  func raise(
    _ request: RaiseRequest, _ asked: Asked, isForRinging: Bool = false
  ) -> AlertID? {
    loadSeen(request.requestID)
    let decision = decide(.raise(request), actor: asked.peer.actor(for: nil))
    guard let alert = decision.alert else { return nil }
    counters.raises += 1
    replies.append(
      PendingReply(
        seat: asked.seat, id: asked.id,
        content: .raise(
          alert, isDuplicate: decision.isDuplicate, isRepeat: decision.isRepeat,
          warnings: decision.warnings),
        isForRinging: isForRinging))
    return alert
  }

  /// A drill is an alert of the whole real path, marked as such.
  func startDrill(_ asked: Asked) throws(RequestError) {
    if try asked.request.flag("call") { return try startDrillCall(asked) }
    var request = RaiseRequest(
      requestID: try asked.request.optionalText("request_id") ?? "drill-\(entropy())",
      entropy: entropy())
    request.source = .console
    request.isDrill = true
    request.caseID = try asked.request.optionalText("case").map { CaseID($0) }
    request.call.note = try asked.request.optionalText("note")
    raise(request, asked)
  }

  func update(_ asked: Asked) throws(RequestError) {
    let alert = try alertNamed(asked.request)
    let change: CallEvent = try asked.request.word("event")
    var update = CallUpdated(change: change)
    update.note =
      try change == .note ? asked.request.words("note") : asked.request.optionalText("note")
    let value = asked.request.body["location"] ?? .null
    if change == .location || !value.isNull {
      update.location = Location(json: value)
      if update.location == nil {
        throw RequestError(
          .badRequest, "\"location\" must be {\"lat\": …, \"lon\": …} in degrees",
          field: "location")
      }
    }
    answer(decide(.update(alert, update), actor: asked.peer.actor(for: nil)), asked)
  }

  /// The longest a gateway's long poll lasts, so that a lost connection is noticed within a minute.
  static let waitMax = TimeSpan.seconds(60)
  static let waitDefault = TimeSpan.seconds(30)

  func wait(_ asked: Asked) throws(RequestError) {
    let id = try alertNamed(asked.request)
    guard let alert = state.alert(id) else { throw Self.noAlert(id) }
    let isGateway = asked.peer.roles.contains(.gateway)
    guard alert.raised.isDrill || isGateway else {
      throw RequestError(.forbidden, "alert \(id) is no drill; only a gateway may wait for it")
    }
    let step = try asked.request.optionalInt("after_step").map { Int(clamping: $0) } ?? alert.step
    let span = try asked.request.optionalSpan("for", max: Self.waitMax) ?? Self.waitDefault
    guard alert.state == .paging, alert.step == step, span.milliseconds > 0,
      !isGateway || !gatewayRings.hasUntold(id)
    else {
      return replies.append(
        PendingReply(
          seat: asked.seat, id: asked.id, content: .waited(id), isForRinging: isGateway))
    }
    waiters.add(
      Waiters.Waiter(
        seat: asked.seat, id: asked.id, isGateway: isGateway, alert: id, step: alert.step,
        round: alert.round, state: alert.state, newestRing: newestRing(alert),
        until: now.line + span.milliseconds))
  }

  /// Answers the long polls whose alert has moved on in this turn, or whose time is up.
  func answerWaiters() {
    let moved = waiters.take(of: touched) { waiter in
      guard let alert = state.alert(waiter.alert) else { return true }
      return alert.step != waiter.step || alert.round != waiter.round
        || alert.state != waiter.state || newestRing(alert) > waiter.newestRing
    }
    for waiter in moved + waiters.takeEnded(at: now.line) {
      replies.append(
        PendingReply(
          seat: waiter.seat, id: waiter.id, content: .waited(waiter.alert),
          isForRinging: waiter.isGateway))
    }
  }
}
