import AmparoCore
import AmparoHost
import Glibc

/// An officer's telephone was picked up: by the officer, or by a mailbox.
extension AGIRun {
  /// How long the daemon may be away when an officer has pressed the key, in milliseconds: it
  /// restarts within a second, and the officer waits on the line.
  private static let acceptMilliseconds: Int64 = 5000
  private static let pauseMilliseconds: Int32 = 100

  /// The call as its variables tell of it.
  private struct Call {
    var alert: Int64
    var page: Int64?
    var officer: String
    var kind: PageKind
    /// Of the worker's handing over, where a worker dialled.
    var token: String?
  }

  /// Only a pressed 1 acknowledges. Picking up does not, and nor does silence, a hang-up, a file
  /// that is missing or whatever a mailbox says.
  func page(_ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    try begin(fault)
    guard let alert = try number("AMPARO_ALERT"),
      let officer = try get("AMPARO_OFFICER").map(ChannelText.decoded)
    else {
      log(.error, "AMPARO_ALERT or AMPARO_OFFICER is not set")
      return .error
    }
    let call = Call(
      alert: alert, page: try number("AMPARO_PAGE"), officer: officer,
      kind: try get("AMPARO_KIND").flatMap(PageKind.init) ?? .emergency,
      token: try get("AMPARO_TOKEN"))
    let prompt = Prompt(
      sounds: options.sounds, code: try get("AMPARO_CODE") ?? "",
      isDrill: try get("AMPARO_DRILL") == "1")
    // At once, so that nobody hangs up on an officer who is about to press.
    report(call, "answered", "picked up")
    switch key(prompt) {
    case .accept: return try accept(call, prompt)
    case .decline: return decline(call)
    case nil:
      report(call, "no_answer", "picked up, but no key was pressed")
      return .silent
    }
  }

  /// The key that was pressed. A conversation that ends meanwhile is an officer who hung up.
  private func key(_ prompt: Prompt) -> Prompt.Key? {
    do throws(AGIFault) {
      return try ask(prompt)
    } catch {
      log(.notice, "no key was pressed: \(error)")
      return nil
    }
  }

  private func accept(_ call: Call, _ prompt: Prompt) throws(AGIFault) -> AGIStatus {
    switch call.kind {
    case .notice, .repeatCall: return .told
    case .emergency, .checkIn: break
    }
    let request = Self.request(
      "alert.acknowledge",
      [("alert", .int(call.alert)), ("officer", .string(call.officer)), ("via", "call")])
    guard let reply = persist(request) else {
      log(.error, "alert \(call.alert): \(call.officer) accepted, the daemon is not reached")
      keep(request)
      return .unconfirmed
    }
    switch Self.refusal(reply) {
    case nil: return .accepted
    case "conflict"?:
      try play("\(prompt.sounds)/taken")
      return .taken
    case let code?:
      log(.error, "alert \(call.alert): the acknowledgement was refused: \(code)")
      return .error
    }
  }

  private func report(_ call: Call, _ result: String, _ detail: String) {
    if let page = call.page { report(page, result, detail, token: call.token) }
  }

  /// Asks again while the daemon restarts.
  private func persist(_ request: JSONValue) -> JSONValue? {
    let end = AGIConversation.time(in: Self.acceptMilliseconds)
    while true {
      if let reply = ask(request), Self.refusal(reply) != "unavailable" { return reply }
      guard Clock.monotonicNanoseconds() < end else { return nil }
      poll(nil, 0, Self.pauseMilliseconds)
    }
  }

  private func decline(_ call: Call) -> AGIStatus {
    switch call.kind {
    case .notice, .repeatCall, .checkIn: return .told
    case .emergency:
      tell(
        Self.request(
          "alert.decline",
          [
            ("alert", .int(call.alert)), ("officer", .string(call.officer)), ("via", "call"),
            ("reason", "key 2 on the telephone"),
          ]))
      return .declined
    }
  }
}
