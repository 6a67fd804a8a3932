import AmparoCore
import AmparoHost

/// One run of `amparo-agi` for Asterisk: a subcommand, from the environment to AMPARO_STATUS.
package final class AGIRun {
  let options: AGIOptions
  let conversation: AGIConversation
  let link: DaemonLink
  let spool: RequestSpool
  /// Starts a program that delivers the spool and outlives this one.
  let startDelivery: () -> Void

  /// How long the daemon may take while a caller or an officer waits, in milliseconds: connecting,
  /// asking and being answered. It answers within a few; then it hangs, or is not there.
  static let daemonMilliseconds: Int64 = 1000

  package init(
    _ options: AGIOptions, _ conversation: AGIConversation, startDelivery: @escaping () -> Void
  ) {
    self.options = options
    self.conversation = conversation
    self.startDelivery = startDelivery
    link = DaemonLink(socket: options.socket)
    spool = RequestSpool(options.spool)
  }

  /// Does what the subcommand says and sets AMPARO_STATUS, whatever happens.
  package func run() {
    for fault in options.faults { log(.error, fault) }
    var status: AGIStatus
    do throws(AGIFault) {
      status = try perform()
    } catch {
      log(.error, "\(error)")
      status = isCallers ? .fallback : .error
    }
    let last = lastVariables(status)
    do throws(AGIFault) {
      for (name, value) in last { try set(name, value) }
    } catch {
      log(.warning, "whether AMPARO_STATUS is set to \(status.rawValue) is not known: \(error)")
      conversation.leave(last.map { .setVariable($0.name, $0.value) })
    }
  }

  private func perform() throws(AGIFault) -> AGIStatus {
    let (environment, fault) = conversation.readEnvironment()
    switch options.subcommand {
    case .urgent: return try urgent(environment, fault)
    case .next: return try next(fault)
    case .hangup: return try hangup(fault)
    case .watch: return try watch(fault)
    case .page: return try page(fault)
    case .outcome: return try outcome(fault)
    case .deliver, nil:
      _ = conversation.dropForged(waiting: fault != nil)
      return .fallback
    }
  }

  /// Whether it runs for whoever called the line, and not for an officer's telephone.
  private var isCallers: Bool {
    switch options.subcommand {
    case .urgent, .next, .deliver, nil: true
    case .hangup, .watch, .page, .outcome: false
    }
  }

  /// Before the first question to the channel. What a caller forged is passed over; an answer among
  /// it could be taken for Asterisk's, so then nothing is asked.
  func begin(_ fault: AGIFault?) throws(AGIFault) {
    let isForged = try hasForgedLines(fault)
    if let fault { throw fault }
    if isForged { throw .malformed("lines follow it that are none of Asterisk's") }
  }

  /// Whether the environment, or what follows it, is a caller's; what there was is passed over.
  func hasForgedLines(_ fault: AGIFault?) throws(AGIFault) -> Bool {
    if conversation.dropForged(waiting: fault != nil) || fault != nil { return true }
    if try conversation.isAnsweredByAsterisk() { return false }
    _ = conversation.dropForged(waiting: true)
    return true
  }

  // MARK: Channel variables

  /// Sets a variable. One that Asterisk refuses is told, and the rest goes on.
  func set(_ name: String, _ value: String) throws(AGIFault) {
    let answer = try conversation.perform(.setVariable(name, value))
    if answer.code != AGIAnswer.done {
      log(.warning, "\(AGIFault.refused(command: "SET VARIABLE \(name)", code: answer.code))")
    }
  }

  /// A variable's value; nil where it is not set, or empty.
  func get(_ name: String) throws(AGIFault) -> String? {
    let answer = try conversation.perform(.getVariable(name))
    guard answer.code == AGIAnswer.done, answer.result == "1", let value = answer.value,
      !value.isEmpty
    else { return nil }
    return value
  }

  func number(_ name: String) throws(AGIFault) -> Int64? { try get(name).flatMap { Int64($0) } }

  /// What the dialplan goes by; the status stands last.
  private func lastVariables(_ status: AGIStatus) -> [(name: String, value: String)] {
    let desk = status == .fallback || status == .closed ? fallbackNumber() : nil
    return (desk.map { [("AMPARO_FALLBACK", $0)] } ?? []) + [("AMPARO_STATUS", status.rawValue)]
  }

  private func fallbackNumber() -> String? {
    do throws(FileError) {
      return try FallbackNumber.read(options.fallback)
    } catch {
      log(.error, "the dialplan's own desk takes the call: \(error)")
      return nil
    }
  }

  func log(_ priority: SystemLog.Priority, _ text: String) {
    SystemLog.line(priority, "\(options.subcommand?.rawValue ?? "no subcommand"): \(text)")
  }
}
