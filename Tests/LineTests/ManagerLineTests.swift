import AmparoCore
import AmparoHost
import AmparoTesting
import Foundation
import Testing

/// The real daemon and the real worker, with a manager that speaks as Asterisk does.
@Suite final class ManagerLineTests {
  private let daemon: Daemon
  private let manager: FakeManager
  private let gateway: WireClient

  /// One telephone each, and time enough.
  private static let town = """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Nombreuno","contacts":[{"channel":"call","address":"+34600000101"}]},\
    {"id":"o2","name":"Nombredos","contacts":[{"channel":"call","address":"600 000 102"}]}],\
    "cases":[{"id":"VG-1","risk":"high","phones":["600 111 001"],"assigned":"o1",\
    "deputies":["o2"],"victim":{"name":"Apellidosecreto"}},\
    {"id":"VG-2","risk":"high","phones":["600 111 002"],"assigned":"o2"}]}
    """

  init() throws {
    let mark = FileManager.default.temporaryDirectory
      .appending(path: "amparo-fallback-\(UUID().uuidString.prefix(8))").path()
    fallbackMark = mark
    daemon = try Daemon(
      steps:
        #"[{ page: ["assigned"], ack_within: "60s" }, { page: ["deputies"], ack_within: "60s" }]"#,
      extra: #"channels: { call: { kind: "worker", fallback: "bell" }, "#
        + #"bell: { kind: "exec", command: ["/usr/bin/touch", "\#(mark)"] } },"#,
      directoryDocument: Self.town)
    manager = try FakeManager()
    gateway = try WireClient(daemon.socket)
  }

  /// What the fallback channel makes.
  private let fallbackMark: String

  deinit { unlink(fallbackMark) }

  private func worker(secret: String = "s3cret") throws -> ManagerWorkerProcess {
    try ManagerWorkerProcess(
      in: daemon.directory, socket: daemon.socket, port: manager.port, secret: secret)
  }

  /// A worker that serves the daemon.
  private func servingWorker() throws -> ManagerWorkerProcess {
    let worker = try worker()
    try manager.login()
    try serves(worker)
    return worker
  }

  private func serves(_ worker: ManagerWorkerProcess, times: Int = 1) throws {
    let isServing = poll(seconds: 20) {
      worker.output.components(separatedBy: "serves channel call").count > times
    }
    try #require(isServing, "\(worker.output)")
  }

  private var usedFallback: Bool {
    FileManager.default.fileExists(atPath: fallbackMark)
  }

  private func check() throws -> String {
    let reply = try gateway.ask(#"{"op":"health"}"#)
    return JSONWriter.text(reply)
  }

  @Test("a page is an order with all that the dialplan needs, and is hung up when another answered")
  func wholeLife() throws {
    let worker = try servingWorker()
    let raised = try gateway.raise(id: "a1")
    let alert = try #require(raised["alert"]?.int)
    let order = try manager.originate()
    #expect(order["Channel"] == "Local/+34600000101@amparo-number/n")
    #expect(order["Context"] == "amparo-page")
    #expect(order["Exten"] == "s")
    #expect(order["Priority"] == "1")
    #expect(order["Async"] == "true")
    let timeout = try #require(order["Timeout"].flatMap { Int($0) })
    #expect((50_000...60_000).contains(timeout))
    let variables = order.variables
    let page = try #require(variables["AMPARO_PAGE"])
    let token = try #require(variables["AMPARO_TOKEN"])
    #expect(order["ChannelId"] == "amparo-\(page)-\(token)")
    #expect(variables["AMPARO_ALERT"] == "\(alert)")
    #expect(variables["AMPARO_OFFICER"] == "o1")
    #expect(variables["AMPARO_CODE"] == raised["code"]?.string)
    #expect(variables["AMPARO_KIND"] == "emergency")
    #expect(variables["AMPARO_DRILL"] == "0")

    _ = try gateway.act("acknowledge", alert, "o2", #","via":"call""#)
    let hangup = try manager.action("Hangup")
    #expect(hangup["Channel"] == order["ChannelId"])
    try manager.answer(hangup, "Success", "Channel Hungup")
    #expect(try worker.stop() == 0)
    for word in ["600000101", "s3cret", "Nombreuno", "Apellidosecreto", "VG-1"] {
      #expect(!worker.output.contains(word))
    }
  }

  @Test("what Asterisk refuses fails the page, and the next step begins at once")
  func refused() throws {
    let worker = try servingWorker()
    _ = try gateway.raise(id: "a2")
    let order = try manager.action("Originate")
    try manager.answer(order, "Error", "Extension does not exist.")
    let next = try manager.originate()
    #expect(next["Channel"] == "Local/+34600000102@amparo-number/n")
    #expect(worker.output.contains("was not rung: Extension does not exist."))
  }

  @Test("when Asterisk restarts, the page goes out again at once under a new name")
  func managerRestarts() throws {
    let worker = try servingWorker()
    _ = try gateway.raise(id: "a3")
    let first = try manager.originate()
    manager.hangUp()
    try manager.login()
    let again = try manager.originate()
    #expect(again.variables["AMPARO_PAGE"] == first.variables["AMPARO_PAGE"])
    #expect(again["ChannelId"] != first["ChannelId"])
    #expect(!usedFallback)
    #expect(worker.isRunning)
  }

  @Test("when the daemon restarts, the page that is still owed goes out again under a new name")
  func daemonRestarts() throws {
    let worker = try servingWorker()
    _ = try gateway.raise(id: "a4")
    let first = try manager.originate()
    daemon.kill9()
    try daemon.start()
    let again = try manager.originate()
    #expect(again.variables["AMPARO_PAGE"] == first.variables["AMPARO_PAGE"])
    #expect(again["ChannelId"] != first["ChannelId"])
    #expect(worker.isRunning)
  }

  @Test("while Asterisk is away the fallback takes the pages, and back again when it is there")
  func fallback() throws {
    manager.stop()
    let worker = try worker()
    _ = try gateway.raise(id: "a5")
    #expect(poll(seconds: 20) { self.usedFallback })
    try manager.start()
    try manager.login()
    try serves(worker)
    #expect(try check().contains("a worker is connected"))
    _ = try gateway.raise("600111002", id: "a6")
    #expect(try manager.originate()["Channel"] == "Local/+34600000102@amparo-number/n")
  }

  @Test("an Asterisk that hangs is noticed, and its page goes by the fallback")
  func hung() throws {
    let worker = try servingWorker()
    _ = try gateway.raise(id: "a7")
    try manager.ignoreUntilClosed()
    #expect(poll(seconds: 20) { self.usedFallback })
    #expect(worker.output.contains("did not answer in time"))
  }

  @Test("an Asterisk that hangs while nothing is asked of it is noticed by its pings")
  func hungIdle() throws {
    let worker = try servingWorker()
    _ = try manager.action("Ping")
    try manager.ignoreUntilClosed()
    #expect(poll(seconds: 20) { worker.output.contains("did not answer in time") })
  }

  @Test("a secret that is refused again and again is told loudly, and the daemon is not served")
  func wrongSecret() throws {
    let worker = try worker(secret: "wrong")
    for _ in 1...3 { #expect(try !manager.login()) }
    #expect(poll(seconds: 20) { worker.output.contains("refused 3 times, tried again every 1m") })
    #expect(!worker.output.contains("wrong"))
    #expect(!worker.output.contains("serves channel"))
    #expect(worker.isRunning)
  }

  @Test("forged events neither acknowledge nor fail a page")
  func forged() throws {
    let worker = try servingWorker()
    let alert = try #require(try gateway.raise(id: "a8")["alert"]?.int)
    let order = try manager.action("Originate")
    let page = order.variables["AMPARO_PAGE"] ?? ""
    try manager.send(
      "Event: UserEvent\r\nUserEvent: PageAck\r\nPageID: \(page)\r\n\r\n"
        + "Event: OriginateResponse\r\nResponse: Failure\r\nReason: 0\r\n"
        + "ActionID: \(order["ActionID"] ?? "")\r\nUniqueid: \(order["ChannelId"] ?? "")\r\n\r\n"
        + "Response: Error\r\nActionID: 1\r\nMessage: forged\r\n\r\n")
    try manager.answer(order, "Success", "Originate successfully queued")
    #expect(try gateway.state(alert) == "paging")
    // What comes after it shows that it was read.
    _ = try gateway.act("acknowledge", alert, "o2", #","via":"call""#)
    #expect(try manager.action("Hangup")["Channel"] == order["ChannelId"])
    #expect(!worker.output.contains("was not rung"))
  }

  @Test("a drill by telephone rings the line itself")
  func drill() throws {
    let worker = try servingWorker()
    let admin = try WireClient(daemon.socket)
    try admin.send(#"{"op":"drill.start","call":true}"#)
    let order = try manager.originate()
    #expect(order["Channel"] == "Local/drill@amparo-intake/n")
    #expect(order["Application"] == "Wait")
    _ = try gateway.raise(id: "asterisk-1", extra: #","drill":true"#)
    #expect(try admin.next()["ok"]?.bool == true)
    let page = try manager.originate()
    #expect(page.variables["AMPARO_DRILL"] == "1")
    #expect(page.variables["AMPARO_KIND"] == "emergency")
    #expect(worker.isRunning)
  }
}

/// With the dialplan's program, which tells what became of a call.
extension ManagerLineTests {
  private func run(_ subcommand: String, _ channel: FakeChannel) throws {
    let log = daemon.directory.appending(path: "agi-log").path()
    let spool = daemon.directory.appending(path: "spool").path()
    let options = ["--socket", daemon.socket, "--spool", spool]
    #expect(try channel.run(AGITown.program, [subcommand] + options, log: log) == 0)
    #expect(channel.faults == [])
  }

  private func channel(_ order: FakeManager.Action) -> FakeChannel {
    let channel = FakeChannel(FakeEnvironment(uniqueID: order["ChannelId"] ?? ""))
    channel.variables = order.variables
    return channel
  }

  @Test("the officer who presses 1 has the alert, and is not hung up because of it")
  func accepted() throws {
    let worker = try servingWorker()
    let alert = try #require(try gateway.raise(id: "a9")["alert"]?.int)
    let officer = channel(try manager.originate())
    officer.answers = [.key("1")]
    try run("page", officer)
    #expect(officer.variables["AMPARO_STATUS"] == "accepted")
    #expect(try gateway.state(alert) == "acknowledged")
    // A hang-up would come before the next page.
    _ = try gateway.raise("600111002", id: "a11")
    #expect(try manager.originate()["Channel"] == "Local/+34600000102@amparo-number/n")
    #expect(worker.isRunning)
  }

  @Test("the end of a call that was dialled anew since says nothing of the new one")
  func staleOutcome() throws {
    let worker = try servingWorker()
    let alert = try #require(try gateway.raise(id: "a10")["alert"]?.int)
    let first = channel(try manager.originate())
    manager.hangUp()
    try manager.login()
    let second = channel(try manager.originate())
    first.variables["REASON"] = "0"
    try run("outcome", first)
    let reply = try gateway.ask(#"{"op":"alert.get","alert":\#(alert)}"#)
    #expect(reply["step"]?.int == 1)
    second.variables["REASON"] = "5"
    try run("outcome", second)
    #expect(try manager.originate()["Channel"] == "Local/+34600000102@amparo-number/n")
    #expect(worker.isRunning)
  }
}
