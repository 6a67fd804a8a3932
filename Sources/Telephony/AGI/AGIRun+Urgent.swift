import AmparoCore
import AmparoHost

/// The call comes in.
extension AGIRun {
  /// Raises the alert before anything else, then tells the dialplan whom to ring.
  ///
  /// A forged environment is not believed, but a call there is: it is raised by its own key, which
  /// no caller can write, without a number, and the desk takes it.
  func urgent(_ environment: AGIEnvironment, _ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    if let fault { log(.error, "\(fault)") }
    guard let key = environment.uniqueID else {
      _ = conversation.dropForged(waiting: true)
      return .fallback
    }
    let request = raise(environment, key, isForged: fault != nil)
    guard let reply = ask(request.ringing(fault == nil)) else {
      log(.error, "call \(key): the daemon is not reached, the desk takes the call")
      keep(request.ringing(false))
      return fallBack(fault)
    }
    if let code = Self.refusal(reply) {
      log(.error, "call \(key): the alert was refused (\(code)), the desk takes the call")
      keep(request.ringing(false))
      return fallBack(fault)
    }
    guard let alert = reply["alert"]?.int else { return fallBack(fault) }
    do throws(AGIFault) {
      if try hasForgedLines(fault) {
        log(.warning, "call \(key): forged lines, the desk takes the call")
        if fault == nil { tell(request.ringing(false)) }
        try set("__AMPARO_ALERT", "\(alert)")
        return .fallback
      }
      return try lead(alert, reply)
    } catch {
      // She has hung up before the dialplan could be told of the alert, and so cannot tell of it.
      if conversation.isHungUp { tellDropped(alert) }
      throw error
    }
  }

  private func fallBack(_ fault: AGIFault?) -> AGIStatus {
    _ = conversation.dropForged(waiting: fault != nil)
    return .fallback
  }

  private func lead(_ alert: Int64, _ reply: JSONValue) throws(AGIFault) -> AGIStatus {
    try set("__AMPARO_ALERT", "\(alert)")
    try set("__AMPARO_CODE", ChannelText.encoded(reply["code"]?.string ?? ""))
    try set("__AMPARO_DRILL", options.isDrill ? "1" : "0")
    let plan = RingPlan(reply)
    try set(plan)
    if conversation.isHungUp { try reportDropped(alert) }
    return plan.state?.isOpen == true ? .ok : .closed
  }

  func set(_ plan: RingPlan) throws(AGIFault) {
    for variable in plan.variables(leg: options.leg) { try set(variable.name, variable.value) }
  }

  /// The most of a number that is told, in characters: no number is longer, and the daemon refuses
  /// a line that is too long.
  private static let numberCharactersMax = 256

  private static func bounded(_ text: String) -> String {
    String(text.unicodeScalars.prefix(numberCharactersMax))
  }

  private func raise(_ environment: AGIEnvironment, _ key: String, isForged: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("request_id", .string(key)), ("source", "phone"),
      ("caller", .string(isForged ? "unknown" : Self.bounded(environment.callerID))),
      ("call_started", .string(Timestamp.text(Clock.wallMilliseconds()))),
    ]
    if isForged {
      members.append(("note", "the gateway's lines were forged or cut off; the number is left out"))
    } else {
      if let presentation = environment.presentation {
        members.append(("presentation", .string(presentation.rawValue)))
      }
      if let called = environment.dialled {
        members.append(("called", .string(Self.bounded(called))))
      }
    }
    if options.isSilent { members.append(("silent", true)) }
    if options.isDrill { members.append(("drill", true)) }
    return Self.request("alert.raise", members)
  }
}

extension JSONValue {
  /// The request to raise an alert, with whether this gateway rings the officers. Told again that
  /// it does not, the alert is the same, and other channels ring them.
  fileprivate func ringing(_ rings: Bool) -> JSONValue {
    .object((members ?? []) + [JSONMember("rings", .bool(rings))])
  }
}
