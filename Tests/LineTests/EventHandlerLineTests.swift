import AmparoCore
import AmparoHost
import Foundation
import Testing

/// The event handler as smstools runs it, against the real daemon; the message files are written
/// here.
@Suite struct EventHandlerLineTests {
  /// A folder with message files, and a spool of the handler's own.
  private final class Handler {
    let directory: URL
    let socket: String

    init(socket: String) throws {
      self.socket = socket
      directory = FileManager.default.temporaryDirectory
        .appending(path: "amparo-event-\(UUID().uuidString.prefix(8))")
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
      do {
        try FileManager.default.removeItem(at: directory)
      } catch {
        // Left in the system's temporary directory.
      }
    }

    var spool: String { directory.appending(path: "kept").path() }

    var kept: Int {
      do {
        return try FileManager.default.contentsOfDirectory(atPath: spool + "/events")
          .count { $0.hasSuffix(".json") }
      } catch {
        return 0
      }
    }

    func write(_ name: String, _ text: String) throws -> String {
      let file = directory.appending(path: name)
      try Data(text.utf8).write(to: file)
      return file.path()
    }

    func begin(_ arguments: [String], spool: String? = nil) throws -> (Process, Pipe) {
      let process = Process()
      process.executableURL = Daemon.program.deletingLastPathComponent()
        .appending(path: "amparo-sms")
      process.arguments = ["--socket", socket, "--spool", spool ?? self.spool] + arguments
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      return (process, errors)
    }

    /// Runs it to its end; its exit status and what it says.
    @discardableResult
    func run(_ arguments: String..., spool: String? = nil) throws -> (status: Int32, said: String) {
      let (process, errors) = try begin(arguments, spool: spool)
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, said)
    }

    func received(_ name: String, from number: String, _ text: String) throws -> String {
      try write(
        name,
        """
        From: \(number)
        From_TOA: 91 international, ISDN/telephone
        Received: 26-11-25 10:00:00
        Subject: GSM1
        Modem: GSM1
        Alphabet: UTF-8

        \(text)
        """)
    }
  }

  private func opened() throws -> (Daemon, WireClient, Handler) {
    let daemon = try Daemon(
      steps: TextStation.steps,
      extra: #"channels: { sms: { kind: "smstools_spool", outgoing: "/nonexistent" } },"#,
      directoryDocument: TextStation.town)
    return (daemon, try WireClient(daemon.socket), try Handler(socket: daemon.socket))
  }

  @Test("an event handler that runs twice for one file does nothing twice, after a restart either")
  func twice() throws {
    let (daemon, client, handler) = try opened()
    let file = try handler.received("GSM1.Ab12Cd", from: "34600111002", "ayuda")
    for _ in 0..<2 { #expect(try handler.run("RECEIVED", file).status == 0) }
    #expect(try client.alert(1)["further_calls"]?.int == 0)
    daemon.kill9()
    try daemon.start()
    #expect(try handler.run("RECEIVED", file).status == 0)
    let after = try WireClient(daemon.socket)
    #expect(try after.alert(1)["further_calls"]?.int == 0)
    #expect(try after.alert(2)["ok"]?.bool == false)
    let next = try handler.received("GSM1.Ef34Gh", from: "34600111002", "ayuda")
    #expect(try handler.run("RECEIVED", next).status == 0)
    #expect(try after.alert(1)["further_calls"]?.int == 1)
    #expect(handler.kept == 0)
  }

  @Test("an answer that was given is not given again after a restart, whatever happened since")
  func answerOnce() throws {
    let (daemon, client, handler) = try opened()
    let code = try #require(try client.raise(id: "r1")["code"]?.string)
    let file = try handler.received("GSM1.Ab12Cd", from: "34600000101", "SI \(code)")
    try handler.run("RECEIVED", file)
    #expect(try client.alert(1)["responder"]?.string == "o1")
    _ = try client.act("release", 1, "o1", #","reason":"relevo""#)
    daemon.kill9()
    try daemon.start()
    try handler.run("RECEIVED", file)
    #expect(try WireClient(daemon.socket).state(1) == "paging")
  }

  @Test("sent, then reported: the newest message of that number to that recipient is meant")
  func reports() throws {
    let daemon = try Daemon(
      steps: TextStation.steps,
      extra: #"channels: { sms: { kind: "exec", command: ["/bin/sleep", "60"] } },"#,
      directoryDocument: TextStation.town)
    let (client, handler) = (try WireClient(daemon.socket), try Handler(socket: daemon.socket))
    _ = try client.raise(id: "r1")
    let page = try #require(
      try client.alert(1)["pages"]?.array?.first { $0["channel"]?.string == "sms" }?["page"]?.int)
    func sent(_ page: Int64, _ number: String, _ id: String) throws {
      let file = try handler.write(
        "amparo-\(page)-\(number)",
        "To: \(number)\nX-Page: \(page)\nModem: GSM1\nMessage_id: \(id)\n\nAVISO")
      try handler.run("SENT", file, id)
    }
    func report(_ number: String, _ id: String, _ status: String) throws {
      let file = try handler.write(
        "GSM1.Xy",
        "From: \(number)\nModem: GSM1\nAlphabet: UTF-8\n\nSMS STATUS REPORT\n"
          + "Message_id: \(id)\nDischarge_timestamp: 26-11-25 10:00:00\nStatus: \(status)")
      #expect(try handler.run("REPORT", file).status == 0)
    }
    try sent(9999, "34600000101", "7")
    try sent(page, "34600000101", "7")
    try sent(9998, "34600000102", "7")
    #expect(try client.pageState(1) == "sent")
    try report("34600000103", "7", "0,Ok,short message received by the SME")
    try report("34600000101", "8", "0,Ok,short message received by the SME")
    try report("34600000101", "7", "48,Busy,still trying")
    try report("34600000101", "7", "x")
    #expect(try client.pageState(1) == "sent")
    try report("34600000101", "7", "70,Error,SM validity period expired for 34600000101")
    #expect(try client.pageState(1) == "failed")
    #expect(!"\(try client.ask(#"{"op":"alert.history","alert":1}"#))".contains("expired for 346"))
  }

  @Test("after a crash a page that the network took is not sent again; one that waits is, renamed")
  func sentAgain() throws {
    let handler = try Handler(socket: "")
    let outgoing = handler.directory.appending(path: "outgoing").path()
    try FileManager.default.createDirectory(atPath: outgoing, withIntermediateDirectories: false)
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: outgoing).filter { !$0.hasPrefix(".") }
    }
    let daemon = try Daemon(
      steps: TextStation.steps,
      extra: #"channels: { sms: { kind: "smstools_spool", outgoing: "\#(outgoing)" } },"#,
      directoryDocument: TextStation.town)
    defer { _ = daemon.stop() }
    _ = try WireClient(daemon.socket).raise(id: "r1")
    try #require(poll(seconds: 10) { (try? names().count) == 1 })
    let first = try names()
    daemon.kill9()
    try daemon.start()
    #expect(poll(seconds: 10) { (try? names()).map { $0.count == 1 && $0 != first } == true })
    let client = try WireClient(daemon.socket)
    let page = try #require(
      try client.alert(1)["pages"]?.array?.first { $0["channel"]?.string == "sms" }?["page"]?.int)
    _ = try client.ask(#"{"op":"page.result","page":\#(page),"result":"sent"}"#)
    for name in try names() { try FileManager.default.removeItem(atPath: outgoing + "/" + name) }
    daemon.kill9()
    try daemon.start()
    let after = try WireClient(daemon.socket)
    let reply = try after.raise("600111002", id: "r2")
    #expect(reply["ok"]?.bool == true, "\(reply)")
    #expect(try after.pageState(1) == "sent")
    #expect(try names().isEmpty)
  }

  @Test("messages of other programs, and reports of them, are left alone")
  func othersMessages() throws {
    let (daemon, client, handler) = try opened()
    defer { _ = daemon.stop() }
    let file = try handler.write("backup-ok", "To: 34600000101\n\nbackup done")
    for event in ["SENT", "FAILED"] {
      #expect(try handler.run(event, file, "3") == (0, ""))
    }
    #expect(handler.kept == 0)
    #expect(try client.alert(1)["ok"]?.bool == false)
  }

  @Test("while the daemon is away events are kept, and told once, in order, when it is back")
  func away() throws {
    let (daemon, _, handler) = try opened()
    #expect(daemon.stop() == 0)
    for (index, number) in ["34600111002", "34600111001", "34600111002"].enumerated() {
      let file = try handler.received("GSM1.n\(index)", from: number, "texto \(index)")
      let run = try handler.run("RECEIVED", file)
      #expect(run.status == 0)
      #expect(run.said.contains("kept for later"))
      #expect(!run.said.contains(number) && !run.said.contains("texto"))
    }
    #expect(handler.kept == 3)
    #expect(try handler.run("deliver").status == 1)
    try daemon.start()
    #expect(try handler.run().status == 0)
    #expect(handler.kept == 0)
    let client = try WireClient(daemon.socket)
    #expect(try client.ask(#"{"op":"queue.list","officer":"o2"}"#)["ok"]?.bool == true)
    #expect("\(try client.alert(1))".contains("texto 0"))
    #expect(try client.alert(1)["further_calls"]?.int == 1)
    #expect("\(try client.alert(2))".contains("texto 1"))
    #expect(try client.alert(3)["ok"]?.bool == false)
  }

  @Test("a user whom the daemon does not know as a gateway loses nothing")
  func notAGateway() throws {
    let daemon = try Daemon(
      peers: "[ { user: \(getuid()), role: \"monitor\" } ]", directoryDocument: nil)
    let handler = try Handler(socket: daemon.socket)
    let file = try handler.received("GSM1.n", from: "34600111002", "ayuda")
    let run = try handler.run("RECEIVED", file)
    #expect(run.said.contains("forbidden"))
    #expect(handler.kept == 1)
  }

  @Test("handlers that run at once, one a modem, are not in each other's way")
  func atOnce() throws {
    let (daemon, client, handler) = try opened()
    defer { _ = daemon.stop() }
    let running = try (0..<12).map { index in
      let number = index % 2 == 0 ? "34600111001" : "34600111002"
      return try handler.begin(
        ["RECEIVED", try handler.received("GSM1.n\(index)", from: number, "ayuda")])
    }
    for (process, _) in running { process.waitUntilExit() }
    _ = try handler.run("deliver")
    #expect(handler.kept == 0)
    #expect(try client.alert(1)["further_calls"]?.int == 5)
    #expect(try client.alert(2)["further_calls"]?.int == 5)
  }

  @Test("a daemon that hangs does not hold up the modem, and loses nothing")
  func hung() throws {
    let (daemon, _, handler) = try opened()
    daemon.signal(SIGSTOP)
    let begun = Clock.monotonicNanoseconds()
    #expect(
      try handler.run(
        "RECEIVED", try handler.received("GSM1.n", from: "34600111002", "ayuda")
      ).status == 0)
    #expect(Clock.monotonicNanoseconds() - begun < 15_000_000_000)
    #expect(handler.kept == 1)
    daemon.signal(SIGCONT)
    #expect(try handler.run("deliver").status == 0)
    #expect(try WireClient(daemon.socket).alert(1)["further_calls"]?.int == 0)
  }

  @Test("where nothing can be kept on disk the daemon is told at once")
  func noSpool() throws {
    let (daemon, client, handler) = try opened()
    defer { _ = daemon.stop() }
    let blocked = try handler.write("blocked", "a file where a directory is wanted")
    let file = try handler.received("GSM1.n", from: "34600111002", "ayuda")
    let run = try handler.run("RECEIVED", file, spool: blocked)
    #expect(run.status == 0)
    #expect(run.said.contains("is not kept on disk"))
    #expect(try client.alert(1)["source"]?.string == "sms")
  }

  @Test(
    "wrong arguments and files that are not there are told in words",
    arguments: [
      (["RECEIVED"], 2, "an event and its file are wanted"), (["GONE", "/x"], 2, "an event"),
      (["--spol", "/x"], 2, "no option --spol"), (["RECEIVED", "/nonexistent"], 1, "not exist"),
      (["RECEIVED", "/dev/zero"], 1, "larger than"), (["RECEIVED", "/tmp"], 1, "a directory"),
    ] as [([String], Int32, String)])
  func wrong(arguments: [String], status: Int32, words: String) throws {
    let handler = try Handler(socket: "/nonexistent/socket")
    let (process, errors) = try handler.begin(arguments)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    #expect(said.contains(words), "\(said)")
  }

  @Test("a code guessed at random is limited and logged, by ids only; others are still heard")
  func guessing() throws {
    let (daemon, client, handler) = try opened()
    let code = try #require(try client.raise(id: "r1")["code"]?.string)
    let guesses = ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF"].filter { $0 != code }.prefix(5)
    for (index, guess) in (guesses + [code]).enumerated() {
      try handler.run(
        "RECEIVED", try handler.received("GSM1.g\(index)", from: "34600000101", "SI \(guess)"))
    }
    #expect(try client.state(1) == "paging")
    try handler.run("RECEIVED", try handler.received("GSM1.v", from: "34600111002", "ayuda"))
    #expect(try client.alert(2)["source"]?.string == "sms")
    let log = try daemon.log
    #expect(log.contains("officer o1's number sent 5 wrong codes"))
    #expect(log.contains("sms-GSM1.g0"))
    #expect(!log.contains("600000101") && !log.contains("AAAA"))
    let checks = try client.ask(#"{"op":"health"}"#)["checks"]?.array ?? []
    let check = checks.first { $0["name"]?.string == "messages" }
    #expect(check?["message"]?.string?.contains("wrong_code 5") == true)
    #expect(check?["message"]?.string?.contains("muted 1") == true)
  }
}
