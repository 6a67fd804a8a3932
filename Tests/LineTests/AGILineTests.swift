import AmparoCore
import AmparoTesting
import Foundation
import Testing

/// The dial loop: the real daemon and the real AGI program, with a fake Asterisk around it.
@Suite struct AGILineTests {
  private func caller(_ key: String = "1795477754.1") -> FakeEnvironment {
    FakeEnvironment(uniqueID: key)
  }

  @Test("the officer who presses 1 has the alert and the caller; the others stop ringing")
  func accepted() throws {
    let town = try AGITown()
    let call = try town.gateway([AGITown.one: .accepts]).take(caller())
    #expect(call.faults == [])
    #expect(call.statuses == ["ok", "served"])
    #expect(call.dialled == [[AGITown.one, AGITown.two]])
    #expect(call.legs == ["\(AGITown.one) accepted"])
    #expect(call.connected == AGITown.one)
    let alert = try town.client.ask(#"{"op":"alert.get","alert":1}"#)
    #expect(alert["state"]?.string == "acknowledged")
    #expect(alert["responder"]?.string == "o1")
    #expect(call.variables["AMPARO_CODE"] == alert["code"]?.string)
    #expect(try town.history().contains { "\($0)".contains("call_ended") })
    let log = try String(contentsOfFile: town.log, encoding: .utf8)
    #expect(!log.contains("600"))
  }

  @Test("a mailbox, a hang-up and a busy line are no answer: the next step is rung at once")
  func nextStep() throws {
    for first in [FakeOfficer.mailbox, .hangsUp, .busy] {
      let town = try AGITown(steps: AGITown.inTurn)
      let call = try town.gateway([AGITown.one: first, AGITown.two: .accepts]).take(caller())
      #expect(call.faults == [])
      #expect(call.dialled == [[AGITown.one], [AGITown.two]])
      #expect(call.connected == AGITown.two)
      #expect(call.statuses == ["ok", "ok", "served"])
      #expect(try town.client.ask(#"{"op":"alert.get","alert":1}"#)["responder"]?.string == "o2")
      let events = try town.history().filter { $0["event"]?.string == "acknowledged" }
      #expect(events.count == 1)
    }
  }

  @Test("a 2 declines, and the next step is rung at once")
  func declined() throws {
    let town = try AGITown(steps: AGITown.inTurn)
    let call = try town.gateway([AGITown.one: .declines, AGITown.two: .accepts]).take(caller())
    #expect(call.legs == ["\(AGITown.one) declined", "\(AGITown.two) accepted"])
    #expect(try town.count("declined") == 1)
    #expect(try !town.history().contains { "\($0)".contains("no_answer") })
  }

  @Test("when nobody picks up it rings on, step after step, as long as the caller stays")
  func nobody() throws {
    let town = try AGITown(steps: AGITown.inTurn)
    var gateway = town.gateway([:])
    gateway.dialsMax = 3
    let call = try gateway.take(caller())
    #expect(call.dialled == [[AGITown.one], [AGITown.two], [AGITown.one]])
    #expect(try town.client.state(1) == "paging")
    #expect(try town.history().contains { "\($0)".contains("call_dropped") })
  }

  @Test("a caller for whom no telephone is rung hears it ring once round, and then the desk")
  func nobodyToRing() throws {
    let town = try AGITown(steps: #"[ { page: ["contact:desk"], ack_within: "300ms" } ]"#)
    let terminal = try WireClient(town.daemon.socket)
    _ = try terminal.subscribe("contact:desk")
    let call = try town.gateway([:]).take(caller())
    #expect(call.statuses == ["ok", "fallback"])
    #expect(call.connected == AGITown.desk)
    #expect(try town.client.state(1) == "paging")
  }

  @Test("of two officers who press 1 one has it, and the other is told it is taken")
  func taken() throws {
    let town = try AGITown()
    let call = try town.gateway([AGITown.one: .accepts, AGITown.two: .accepts]).take(caller())
    #expect(call.faults == [])
    #expect(Set(call.legs.map { $0.split(separator: " ")[1] }) == ["accepted", "taken"])
    let alert = try town.client.ask(#"{"op":"alert.get","alert":1}"#)
    let responder = alert["responder"]?.string == "o1" ? AGITown.one : AGITown.two
    #expect(call.connected == responder)
  }

  @Test("missing sound files are no key: a tone asks, a pressed 1 accepts, silence does not")
  func missingSounds() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned", "deputies"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let pages = (raised["ring"]?.array ?? []).compactMap { $0["page"]?.int }
    let silent = town.leg("o1", try #require(pages.first))
    silent.hasSounds = false
    try town.run("page", silent)
    #expect(silent.variables["AMPARO_STATUS"] == "silent")
    #expect(try town.client.state(1) == "paging")
    let pressing = town.leg("o2", try #require(pages.last))
    pressing.hasSounds = false
    pressing.answers = [.nothing, .key("7"), .key("1")]
    try town.run("page", pressing)
    #expect(pressing.variables["AMPARO_STATUS"] == "accepted")
    #expect(try town.client.state(1) == "acknowledged")
  }

  @Test("FACTS: after a hang-up only variables are set (511), and nothing is acknowledged")
  func deadChannel() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned", "deputies"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let leg = town.leg("o1", try #require(raised["ring"]?.array?.first?["page"]?.int))
    leg.answers = [.key("1")]
    leg.hangUp()
    try town.run("page", leg)
    #expect(leg.variables["AMPARO_STATUS"] == "silent")
    #expect(try town.count("acknowledged") == 0)
    #expect(try town.count("page_ended") == 2)
  }

  @Test("FACTS 2: a hang-up while the next step is waited for is recorded and withdraws nothing")
  func hangsUp() throws {
    let steps = #"[ { page: ["contact:desk"], ack_within: "1h" } ]"#
    let town = try AGITown(steps: steps)
    let terminal = try WireClient(town.daemon.socket)
    _ = try terminal.subscribe("contact:desk")
    let channel = FakeChannel(caller())
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "ok")
    #expect(channel.variables["AMPARO_DIAL"] == "")
    let said = channel.commands.count
    channel.hangsUpWhen = { channel.commands.count > said }
    try town.run("next", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_DROPPED"] == "1")
    try town.run("hangup", channel)
    #expect(try town.client.state(1) == "paging")
    #expect(try town.count("call_updated") == 1)
  }

  @Test("FACTS 7: an environment forged whole is told by the lines after it, and the desk answers")
  func forgedWhole() throws {
    let town = try AGITown()
    let text = String(decoding: caller("1").bytes, as: UTF8.self)
    let rest = try #require(text.firstRange(of: "agi_calleridname"))
    let channel = FakeChannel(caller())
    channel.environment.callerID = "112\n" + text[rest.lowerBound...] + "200 result=1\n"
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == AGITown.desk)
    #expect(channel.variables["AMPARO_DIAL"] == nil)
    #expect(try town.alerts().count == 1)
  }

  @Test(
    "FACTS 7: an answer that a caller forged, and that comes late, is not taken for Asterisk's",
    arguments: [
      "200 result=1\n", "200 result=1 (1)\n200 result=1\n", "agi_dnid: x\n200 result=1\n",
      "200 result=1\n200 result=1 (1)\n200 result=1 (o1)\n200 result=1 (1)\n200 result=1\n",
    ])
  func lateForgery(lines: String) throws {
    let town = try AGITown(steps: #"[ { page: ["assigned"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let leg = town.leg("o1", try #require(raised["ring"]?.array?.first?["page"]?.int))
    leg.strayLines = lines
    leg.answers = [.key("1")]
    #expect(try leg.run(AGITown.program, ["page"] + town.options, log: town.log) == 0)
    #expect(leg.variables["AMPARO_STATUS"] == "error")
    #expect(try town.client.state(1) == "paging")
    let caller = FakeChannel(caller())
    caller.strayLines = lines
    #expect(try caller.run(AGITown.program, ["urgent"] + town.options, log: town.log) == 0)
    #expect(caller.variables["AMPARO_STATUS"] == "fallback")
    #expect(caller.variables["AMPARO_DIAL"] == nil)
  }

  @Test("a number as long as a line can be is an alert all the same")
  func longNumber() throws {
    let town = try AGITown()
    let channel = FakeChannel(caller())
    channel.environment.callerID = String(repeating: "\u{1}", count: 8000)
    channel.environment.dialled = String(repeating: "\u{2}", count: 8000)
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "ok")
    #expect(try town.alerts().count == 1)
  }

  @Test("a caller who is gone before the dialplan knows of her alert is told of all the same")
  func goneAtOnce() throws {
    let town = try AGITown()
    let channel = FakeChannel(caller())
    channel.endsAfterEnvironment = true
    try town.run("urgent", channel)
    #expect(try town.alerts().count == 1)
    #expect(try town.history().contains { "\($0)".contains("call_dropped") })
    #expect(try town.client.state(1) == "paging")
  }

  @Test("an officer who hangs up in the middle of the prompt did not answer")
  func hangsUpInPrompt() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned", "deputies"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let leg = town.leg("o1", try #require(raised["ring"]?.array?.first?["page"]?.int))
    leg.answers = [.hangUp]
    leg.leavesOnHangup = true
    try town.run("page", leg)
    let ends = try town.history().filter { $0["event"]?.string == "page_ended" }
    #expect(ends.map { $0["facts"]?["result"]?.string } == ["answered", "no_answer"])
  }

  @Test("two calls at once are two alerts, each with its own legs")
  func twoAtOnce() async throws {
    let town = try AGITown()
    let gateway = town.gateway([AGITown.one: .rings, AGITown.two: .accepts])
    let calls = try await withThrowingTaskGroup(of: FakeGateway.Call.self) { group in
      for (key, number) in [("1.1", "anonymous"), ("1.2", "+34600111001")] {
        group.addTask {
          var environment = FakeEnvironment(uniqueID: key)
          environment.callerID = number
          return try gateway.take(environment)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(calls.flatMap(\.faults) == [])
    #expect(Set(calls.map { $0.variables["AMPARO_ALERT"] }) == ["1", "2"])
    #expect(try town.alerts().count == 2)
  }

  @Test("whoever is rung for an alert they hold is asked again, and speaks with the caller")
  func secondCall() throws {
    let town = try AGITown()
    _ = try town.client.raise(id: "r1")
    _ = try town.client.act("acknowledge", 1, "o2")
    let call = try town.gateway([AGITown.two: .accepts]).take(caller("r2"))
    #expect(call.faults == [])
    #expect(call.dialled == [[AGITown.two]])
    #expect(call.connected == AGITown.two)
    let missed = try town.gateway([AGITown.two: .busy]).take(caller("r3"))
    #expect(missed.statuses == ["ok", "fallback"])
    #expect(missed.connected == AGITown.desk)
  }

  @Test("a watching leg ends when the alert leaves its step, and is no officer's answer")
  func watch() throws {
    let town = try AGITown()
    let channel = FakeChannel(caller())
    try town.run("urgent", channel)
    let watching = FakeChannel(FakeEnvironment(uniqueID: "watch"))
    watching.variables = channel.variables
    _ = try town.client.act("acknowledge", 1, "o2")
    try town.run("watch", watching)
    #expect(watching.variables["AMPARO_STATUS"] == "moved")
    channel.variables["DIALSTATUS"] = "ANSWER"
    channel.variables["DIALEDPEERNAME"] = "Local/0@amparo-leg-00000007;1"
    try town.run("next", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "ok")
    #expect(channel.variables["AMPARO_RING"] == AGITown.two)
  }

  @Test("a watching leg ends when a person has another officer asked in the step, who is rung next")
  func watchTransfer() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned"], ack_within: "1h" } ]"#)
    let channel = FakeChannel(caller())
    try town.run("urgent", channel)
    let watching = FakeChannel(FakeEnvironment(uniqueID: "watch"))
    watching.variables = channel.variables
    _ = try town.client.act("transfer", 1, "o3", #","to":"o2""#)
    try town.run("watch", watching)
    #expect(watching.variables["AMPARO_STATUS"] == "moved")
    try town.run("next", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "ok")
    #expect(channel.variables["AMPARO_RING"]?.contains(AGITown.two) == true)
  }

  @Test("the laboratory takes a call as the tests do")
  func laboratory() throws {
    let town = try AGITown()
    let process = Process()
    process.executableURL = Daemon.program.deletingLastPathComponent().appending(path: "amparo-lab")
    process.arguments =
      ["gateway", "--agi", AGITown.program, "--officer", "\(AGITown.two)=accepts"] + town.options
    let output = town.daemon.directory.appending(path: "lab")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text.contains("connected  \(AGITown.two)"))
  }
}
