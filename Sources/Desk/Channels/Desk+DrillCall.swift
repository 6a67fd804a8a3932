import AmparoCore
import AmparoWire

/// A drill that begins as a call to the line: the telephone system rings it, and everything from
/// the dialplan on has to work for the drill to come up.
extension Desk {
  struct DrillCall {
    var seat: Seat
    var id: RequestID
    /// On the line's clock.
    var until: Int64
  }

  /// How long the call may take to come in: far longer than any telephone system that works.
  static let drillCallWithin = TimeSpan.seconds(20)

  /// How many may be under way; each is a call on the line.
  static let drillCallsMax = 4

  func startDrillCall(_ asked: Asked) throws(RequestError) {
    let channel = Contact.callChannel
    guard asked.request.body["case"]?.isNull ?? true else {
      throw RequestError(
        .badRequest, "a drill by telephone is of no case; the calling number says whose it is",
        field: "case")
    }
    guard drillCalls.count < Self.drillCallsMax else {
      throw RequestError(.busy, "\(drillCalls.count) drill calls are under way; wait for them")
    }
    guard context.settings.channels.contains(channel) else {
      throw RequestError(
        .conflict, "no channel \(channel) is configured, so no call can be made", field: "call")
    }
    if context.settings.workers[channel] == nil {
      effects.append(.drillCall(channel: channel))
    } else if let worker = workers.worker(of: channel) {
      let line = EventLine.line(.drillCall, seq: nil, at: now.wall) { out in
        out.member("channel", channel)
      }
      effects.append(.event(worker, line))
    } else {
      throw RequestError(.conflict, "no worker of channel \(channel) is connected", field: "call")
    }
    recordChange(
      "drill_call", actor: asked.peer.actor(for: asked.peer.officer(in: context)),
      facts: ["channel": .string(channel)])
    drillCalls.append(
      DrillCall(
        seat: asked.seat, id: asked.id, until: now.line + Self.drillCallWithin.milliseconds))
  }

  /// A drill has come in by telephone: the oldest request for one is answered.
  func drillCameIn(_ alert: AlertID) {
    guard !drillCalls.isEmpty else { return }
    let call = drillCalls.removeFirst()
    replies.append(
      PendingReply(
        seat: call.seat, id: call.id,
        content: .raise(alert, isDuplicate: false, isRepeat: false, warnings: [])))
  }

  /// Answers those whose call has not come in.
  func failDrillCalls() {
    while let call = drillCalls.first, call.until <= now.line {
      drillCalls.removeFirst()
      drillCallFailed(
        call, "the call did not come in within \(Self.drillCallWithin); look at the dialplan")
    }
  }

  /// The channel could not make the call.
  package func drillCallFailed(_ why: String) {
    guard !drillCalls.isEmpty else { return }
    drillCallFailed(drillCalls.removeLast(), why)
  }

  private func drillCallFailed(_ call: DrillCall, _ why: String) {
    set(Self.check(of: Contact.callChannel), .warning, "a drill by telephone failed: \(why)")
    replies.append(
      PendingReply(
        seat: call.seat, id: call.id, content: .error(RequestError(.internalError, why))))
  }
}
