import AmparoHost
import Glibc

/// A telephone exchange without an exchange: does with `amparo-agi` what the dialplan does, for one
/// caller and a town's officers.
package struct FakeGateway: Sendable {
  /// What became of a call.
  package struct Call: Sendable {
    /// AMPARO_STATUS after `urgent` and each `next`.
    package var statuses: [String] = []
    /// The numbers of each Dial.
    package var dialled: [[String]] = []
    /// AMPARO_STATUS of each answered leg, with its number.
    package var legs: [String] = []
    /// The number that was connected with the caller: an officer's, or the fallback.
    package var connected: String?
    package var variables: [String: String] = [:]
    package var faults: [String] = []
  }

  package var program: String
  /// Options of every subcommand, such as `--socket`.
  package var options: [String]
  /// Where the program logs; nil for where this one does.
  package var log: String?
  /// By number; others ring.
  package var officers: [String: FakeOfficer] = [:]
  /// Dials after which the caller gives up.
  package var dialsMax = 10

  package init(program: String, options: [String], log: String?) {
    self.program = program
    self.options = options
    self.log = log
  }

  /// Takes a call from the first ring to its end.
  package func take(_ environment: FakeEnvironment) throws -> Call {
    let channel = FakeChannel(environment)
    var call = Call()
    try step("urgent", channel, &call)
    while channel.variables["AMPARO_STATUS"] == "ok", call.dialled.count < dialsMax {
      try dial(channel, &call)
      try step("next", channel, &call)
    }
    if ["fallback", "closed"].contains(channel.variables["AMPARO_STATUS"] ?? "fallback") {
      call.connected = channel.variables["AMPARO_FALLBACK"] ?? "the desk"
    }
    channel.hangUp()
    _ = try channel.run(program, ["hangup"] + options, log: log)
    call.variables = channel.variables
    call.faults += channel.faults
    return call
  }

  private func step(_ subcommand: String, _ channel: FakeChannel, _ call: inout Call) throws {
    channel.variables["AMPARO_STATUS"] = nil
    let status = try channel.run(program, [subcommand] + options, log: log)
    if status != 0 { call.faults.append("\(subcommand) ended with \(status)") }
    call.statuses.append(channel.variables["AMPARO_STATUS"] ?? "")
  }

  private func dial(_ channel: FakeChannel, _ call: inout Call) throws {
    let variables = channel.variables
    let numbers = (variables["AMPARO_RING"] ?? "").split(separator: "&").map(String.init)
    channel.variables["DIALSTATUS"] = nil
    guard !numbers.isEmpty else { return }
    call.dialled.append(numbers)
    let seconds = variables["AMPARO_RING_FOR"].flatMap { Int64($0) } ?? 1
    let dial = FakeDial(legs: numbers.count, seconds: seconds)
    let heard = FakeLegLog()
    let inherited = variables.filter { channel.inherited.contains($0.key) }
    for (index, number) in numbers.enumerated() {
      let leg = FakeLeg(
        gateway: self, leg: index + 1, number: number, variables: inherited,
        call: channel.environment.uniqueID)
      try HostThread.start("leg") { leg.run(dial, heard) }
    }
    dial.join()
    call.legs += heard.statuses
    call.faults += heard.faults
    call.connected = dial.connected
    channel.variables["DIALSTATUS"] = dial.connected == nil ? "NOANSWER" : "ANSWER"
  }
}
