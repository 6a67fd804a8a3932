import AmparoCore

/// How a ringing telephone ended, and the call itself.
extension AGIRun {
  /// On an officer's leg after its Dial, and on the `failed` extension of a call file or Originate.
  func outcome(_ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    try begin(fault)
    let dialled = try get("DIALSTATUS").flatMap(DialStatus.init)
    let reason = try number("REASON").map { DialStatus(reason: Int(clamping: $0)) }
    guard let page = try number("AMPARO_PAGE") else {
      // A responder who is rung for an alert they hold has no page.
      return .ok
    }
    guard let status = dialled ?? reason else {
      log(.error, "page \(page): neither DIALSTATUS nor REASON is set")
      return .error
    }
    if let result = status.pageResult {
      report(page, result, status.rawValue, token: try get("AMPARO_TOKEN"))
    }
    return .ok
  }

  /// On the caller's channel once it is gone.
  func hangup(_ fault: AGIFault?) throws(AGIFault) -> AGIStatus {
    try begin(fault)
    guard let alert = try number("AMPARO_ALERT") else { return .ok }
    if try dialStatus() == .answer {
      tell(
        Self.request("alert.update", [("alert", .int(alert)), ("event", "call_ended")]))
    } else if try get("AMPARO_DROPPED") == nil {
      try reportDropped(alert)
    }
    return .ok
  }
}
