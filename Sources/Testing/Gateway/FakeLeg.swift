/// One officer's leg of a Dial: rings, is picked up or not, and lets nobody through who has not
/// pressed 1.
struct FakeLeg: Sendable {
  let gateway: FakeGateway
  let leg: Int
  let number: String
  /// What the leg has of the victim's channel.
  let variables: [String: String]
  /// The victim's call, to name this one by.
  let call: String

  func run(_ dial: FakeDial, _ log: FakeLegLog) {
    do {
      dial.finish(number, accepted: try answer(dial, log))
    } catch {
      log.note(faults: ["leg \(leg): \(error)"])
      dial.finish(number, accepted: false)
    }
  }

  private func answer(_ dial: FakeDial, _ log: FakeLegLog) throws -> Bool {
    let channel = FakeChannel(FakeEnvironment(uniqueID: "\(call)-\(leg)"))
    channel.environment.callerID = number
    channel.variables = variables
    channel.variables["AMPARO_PAGE"] = variables["AMPARO_PAGE_\(leg)"]
    channel.variables["AMPARO_OFFICER"] = variables["AMPARO_OFFICER_\(leg)"]
    let officer = gateway.officers[number] ?? .rings
    switch officer {
    case .busy: channel.variables["DIALSTATUS"] = "BUSY"
    case .rings:
      dial.ring()
      channel.variables["DIALSTATUS"] = "CANCEL"
    case .accepts, .declines, .mailbox, .hangsUp:
      channel.answers = officer.answers
      try run("page", channel, log)
      let status = channel.variables["AMPARO_STATUS"] ?? ""
      log.note(status: "\(number) \(status)")
      if status == "accepted" || status == "unconfirmed" { return true }
      channel.variables["DIALSTATUS"] = "ANSWER"
    }
    try run("outcome", channel, log)
    return false
  }

  private func run(_ subcommand: String, _ channel: FakeChannel, _ log: FakeLegLog) throws {
    channel.variables["AMPARO_STATUS"] = nil
    let status = try channel.run(
      gateway.program, [subcommand] + gateway.options, log: gateway.log)
    if status != 0 { log.note(faults: ["\(subcommand) ended with \(status)"]) }
    log.note(faults: channel.faults)
  }
}
