import AmparoCore
import AmparoTesting
import Foundation
import Testing

/// Calls that come while the daemon is away.
@Suite struct AGISpoolLineTests {
  private func call(_ town: AGITown, _ key: String, _ number: String = "anonymous") throws {
    let channel = FakeChannel(FakeEnvironment(uniqueID: key))
    channel.environment.callerID = number
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == AGITown.desk)
  }

  @Test("a stopped daemon costs a second; when it goes on there is one alert, with the call's time")
  func stopped() throws {
    let town = try AGITown()
    town.daemon.signal(SIGSTOP)
    try call(town, "1.1", "+34600111001")
    town.daemon.signal(SIGCONT)
    #expect(poll(seconds: 20) { (try? town.spooled) == [] })
    #expect(try town.alerts().count == 1)
    #expect(try town.count("raised") == 1)
  }

  @Test("what was spooled is delivered by itself when the daemon is back, in order, once each")
  func order() throws {
    let town = try AGITown()
    town.daemon.kill9()
    let keys = (1...6).map { "1.\($0)" }
    for key in keys { try call(town, key) }
    #expect(try town.spooled.count == 6)
    try town.daemon.start()
    #expect(poll(seconds: 30) { (try? town.spooled) == [] })
    let after = try WireClient(town.daemon.socket)
    var alerts: [Int64] = []
    for key in keys {
      let again = try after.raise("anonymous", id: key)
      alerts += [again["alert"]?.int].compactMap(\.self)
      #expect(again["duplicate"]?.bool == true)
    }
    // After a kill numbers may begin higher, since those it gave out last are not known.
    let first = try #require(alerts.first)
    #expect(alerts == Array(first..<first + Int64(keys.count)))
  }

  @Test("whoever reads what the program logs by a pipe does not wait for the one that delivers")
  func logPipe() throws {
    let town = try AGITown()
    town.daemon.kill9()
    let environment = town.daemon.directory.appending(path: "environment")
    try Data(FakeEnvironment(uniqueID: "1.1").bytes).write(to: environment)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    let line = #"in=$1; shift; "$0" urgent "$@" <"$in" 2>&1 | cat >/dev/null"#
    process.arguments =
      ["30", "/bin/sh", "-c", line, AGITown.program, environment.path()] + town.options
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try town.spooled.count == 1)
  }

  @Test("a delivery killed at any moment is taken up again, and no call is lost or doubled")
  func killedDelivery() throws {
    let town = try AGITown()
    let keys = (1...60).map { "2.\($0)" }
    try FileManager.default.createDirectory(atPath: town.spool, withIntermediateDirectories: true)
    for (index, key) in keys.enumerated() {
      let line = #"{"op":"alert.raise","request_id":"\#(key)","caller":"anonymous"}"#
      let name = String(format: "%012d.json", index + 1)
      try line.write(toFile: town.spool + "/" + name, atomically: false, encoding: .utf8)
    }
    var rounds = 0
    while try !town.spooled.isEmpty {
      let process = Process()
      process.executableURL = URL(filePath: AGITown.program)
      process.arguments = ["deliver", "--socket", town.daemon.socket, "--spool", town.spool]
      process.standardError = FileHandle.nullDevice
      let left = try town.spooled.count
      try process.run()
      _ = poll(seconds: 5) { (try? town.spooled.count) ?? left < left || !process.isRunning }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      rounds += 1
      try #require(rounds < 200)
    }
    let client = try WireClient(town.daemon.socket)
    for (index, key) in keys.enumerated() {
      let again = try client.raise("anonymous", id: key)
      #expect(again["alert"]?.int == Int64(index + 1))
    }
    #expect(try client.raise("anonymous", id: "last")["alert"]?.int == 61)
  }

  @Test("an alert delivered late says when the call came, and a prompt one does not")
  func callStarted() throws {
    let town = try AGITown()
    try FileManager.default.createDirectory(atPath: town.spool, withIntermediateDirectories: true)
    let past = "2026-01-02T03:04:05.678Z"
    let line = #"{"op":"alert.raise","request_id":"1.1","caller":"anonymous","#
    try (line + #""call_started":"\#(past)"}"#).write(
      toFile: town.spool + "/000000000001.json", atomically: false, encoding: .utf8)
    #expect(try town.deliver() == 0)
    let late = try town.client.ask(#"{"op":"alert.get","alert":1}"#)
    #expect(late["call"]?["call_started"]?.string == past)
    let channel = FakeChannel(FakeEnvironment(uniqueID: "1.2"))
    try town.run("urgent", channel)
    let prompt = try town.client.ask(#"{"op":"alert.get","alert":2}"#)
    #expect(prompt["call"] != nil && prompt["call"]?["call_started"] == nil)
  }

  @Test("one program delivers at a time, and another that finds it at work ends at once")
  func oneDelivers() throws {
    let town = try AGITown()
    town.daemon.kill9()
    for number in 1...5 { try call(town, "1.\(number)") }
    #expect(poll(seconds: 20) { (try? self.deliveries(town)) == 1 })
    try town.daemon.start()
    #expect(poll(seconds: 20) { (try? town.spooled) == [] })
    #expect(poll(seconds: 20) { (try? self.deliveries(town)) == 0 })
  }

  /// How many programs deliver this town's spool.
  private func deliveries(_ town: AGITown) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
      guard entry.allSatisfy(\.isNumber) else { return false }
      let words = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") ?? Data()
      let text = String(decoding: words, as: UTF8.self)
      return text.contains("deliver") && text.contains(town.spool)
    }.count
  }

  @Test("what nobody can read is set aside, and what came after it is delivered")
  func unreadable() throws {
    let town = try AGITown()
    try FileManager.default.createDirectory(atPath: town.spool, withIntermediateDirectories: true)
    for (name, text) in [
      ("000000000001.json", "{\"op\":"), ("000000000002.json", ""),
      ("000000000003.json", #"{"op":"alert.update","alert":99,"event":"call_ended"}"#),
      ("000000000004.json", #"{"op":"alert.raise","request_id":"1.9","caller":"anonymous"}"#),
      ("notes.txt", "x"), (".x.new", "y"),
    ] {
      try text.write(toFile: town.spool + "/" + name, atomically: false, encoding: .utf8)
    }
    #expect(try town.deliver() == 0)
    #expect(try town.alerts().count == 1)
    let left = try FileManager.default.contentsOfDirectory(atPath: town.spool)
    #expect(left.contains("000000000001.json.bad") && left.contains("000000000002.json.bad"))
    #expect(left.contains("notes.txt"))
  }

  @Test("without a daemon a delivery says that something is left, and keeps it")
  func nothingDelivered() throws {
    let town = try AGITown()
    town.daemon.kill9()
    try call(town, "1.1")
    #expect(try town.deliver() == 75)
    #expect(try town.spooled.count == 1)
  }

  @Test("a 1 pressed while the daemon is away connects the officer, and is told when it is back")
  func unconfirmed() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let leg = town.leg("o1", try #require(raised["ring"]?.array?.first?["page"]?.int))
    leg.answers = [.key("1")]
    town.daemon.kill9()
    try town.run("page", leg)
    #expect(leg.variables["AMPARO_STATUS"] == "unconfirmed")
    try town.daemon.start()
    #expect(poll(seconds: 20) { (try? town.spooled) == [] })
    #expect(try WireClient(town.daemon.socket).state(1) == "acknowledged")
  }

  @Test("a daemon that hangs in the middle of a call gives the caller the desk")
  func hangsLater() throws {
    let town = try AGITown()
    let channel = FakeChannel(FakeEnvironment(uniqueID: "1.1"))
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "ok")
    channel.variables["DIALSTATUS"] = "NOANSWER"
    town.daemon.signal(SIGSTOP)
    let start = Date()
    try town.run("next", channel)
    town.daemon.signal(SIGCONT)
    #expect(Date().timeIntervalSince(start) < 10)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == AGITown.desk)
  }

  @Test("whoever has spoken with an officer is not rung through to the desk, daemon or not")
  func servedWithoutDaemon() throws {
    let town = try AGITown()
    let channel = FakeChannel(FakeEnvironment(uniqueID: "1.1"))
    try town.run("urgent", channel)
    channel.variables["DIALSTATUS"] = "ANSWER"
    town.daemon.kill9()
    try town.run("next", channel)
    #expect(channel.variables["AMPARO_STATUS"] == "served")
  }

  @Test("a hang-up that the daemon cannot be told is told later")
  func hangUpLater() throws {
    let town = try AGITown(steps: #"[ { page: ["assigned"], ack_within: "1h" } ]"#)
    let channel = FakeChannel(FakeEnvironment(uniqueID: "1.1"))
    try town.run("urgent", channel)
    town.daemon.kill9()
    channel.hangUp()
    try town.run("hangup", channel)
    #expect(try town.spooled.count == 1)
    try town.daemon.start()
    #expect(poll(seconds: 20) { (try? town.spooled) == [] })
    let events =
      try WireClient(town.daemon.socket)
      .ask(#"{"op":"alert.history","alert":1}"#)["events"]?.array ?? []
    #expect(events.filter { $0["event"]?.string == "call_updated" }.count == 1)
  }

  /// A channel that notes each page it is given in a file.
  private func noting(_ file: String) -> String {
    #"channels: { call: { kind: "exec", command: ["/usr/bin/tee", "-a", "\#(file)"] } },"#
  }

  private func noted(_ file: String) -> Int {
    do {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      return text.components(separatedBy: "\"officer\"").count - 1
    } catch {
      return 0
    }
  }

  @Test(
    "telephones are the dial loop's while the caller is there, and the channel's once she is not")
  func channelTakesOver() throws {
    let file = "/tmp/amparo-noted-\(UUID().uuidString)"
    defer { unlink(file) }
    let steps = #"[ { page: ["assigned"], ack_within: "1h" } ]"#
    let town = try AGITown(steps: steps, extra: noting(file))
    let channel = FakeChannel(FakeEnvironment(uniqueID: "1.1"))
    try town.run("urgent", channel)
    #expect(channel.variables["AMPARO_RING"] == AGITown.one)
    let leg = town.leg("o1", try #require(channel.variables["AMPARO_PAGE_1"].flatMap { Int64($0) }))
    leg.variables["DIALSTATUS"] = "CANCEL"
    leg.hangUp()
    try town.run("outcome", leg)
    #expect(noted(file) == 0)
    channel.hangUp()
    try town.run("hangup", channel)
    #expect(poll(seconds: 10) { noted(file) == 1 })
  }

  @Test("an alert that comes by the spool is rung by the channel, for no gateway rings it")
  func spooledIsRung() throws {
    let file = "/tmp/amparo-noted-\(UUID().uuidString)"
    defer { unlink(file) }
    let steps = #"[ { page: ["assigned"], ack_within: "1h" } ]"#
    let town = try AGITown(steps: steps, extra: noting(file))
    town.daemon.signal(SIGSTOP)
    try call(town, "1.1", "+34600111001")
    town.daemon.signal(SIGCONT)
    #expect(poll(seconds: 20) { (try? town.spooled) == [] })
    #expect(poll(seconds: 10) { noted(file) == 1 })
    #expect(try town.alerts().count == 1)
  }

  @Test("a daemon that restarts while an officer presses 1 is asked again")
  func restarts() async throws {
    let town = try AGITown(steps: #"[ { page: ["assigned"], ack_within: "1h" } ]"#)
    let raised = try town.client.raise(id: "r1")
    let page = try #require(raised["ring"]?.array?.first?["page"]?.int)
    town.daemon.kill9()
    let (program, options, log) = (AGITown.program, town.options, town.log)
    async let status = { () throws -> String? in
      let leg = FakeChannel(FakeEnvironment(uniqueID: "leg"))
      leg.variables = [
        "AMPARO_ALERT": "1", "AMPARO_PAGE": "\(page)", "AMPARO_OFFICER": "o1",
      ]
      leg.answers = [.key("1")]
      _ = try leg.run(program, ["page"] + options, log: log)
      return leg.variables["AMPARO_STATUS"]
    }()
    try town.daemon.start()
    #expect(try await status == "accepted")
  }
}
