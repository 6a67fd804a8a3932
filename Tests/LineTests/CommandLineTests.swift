import AmparoCore
import Foundation
import Testing

@Suite struct CommandLineTests {
  @Test("a drill that is acknowledged in time ends with 0, one that nobody answers with 1")
  func drills() throws {
    let daemon = try Daemon()
    let silent = try amparo(["drill", "--within", "300ms"], socket: daemon.socket)
    #expect(silent.status == 1)
    #expect(silent.problems.contains("nadie ha aceptado el simulacro 1"))
    let socket = daemon.socket
    let officer = Thread {
      let isTaken = poll(seconds: 20) {
        let reply = try? WireClient(socket).act("acknowledge", 2, "o2")
        return reply?["ok"]?.bool == true
      }
      #expect(isTaken)
    }
    officer.start()
    let answered = try amparo(
      ["--lang", "en", "drill", "--within", "60s"], socket: daemon.socket)
    #expect(answered.status == 0)
    #expect(answered.output.contains("acknowledged after"))
    let wrong = try amparo(["drill", "--within", "soon"], socket: daemon.socket)
    #expect(wrong.status == 2)
  }

  private func amparo(
    _ arguments: [String], socket: String = "/nonexistent/socket", input: String = ""
  ) throws -> CommandRun {
    try CommandRun(arguments, socket: socket, input: Data(input.utf8))
  }

  @Test("an alert is raised, shown, worked and closed from the command line")
  func wholeLife() throws {
    let daemon = try Daemon()
    func run(_ words: String, input: String = "") throws -> CommandRun {
      try amparo(
        words.split(separator: " ").map(String.init), socket: daemon.socket, input: input)
    }
    let raised = try run("raise --caller - --request-id c1", input: "600111001\n")
    #expect(raised.status == 0)
    #expect(raised.output.contains("alerta 1: avisando"))
    #expect(try run("alert 1").output.contains("Apellidosecreto"))
    #expect(try run("ack 1 --officer o1").output.contains("aceptada (o1)"))
    #expect(try run("ack 1 --officer o2").status == 1)
    #expect(try run("en-route 1 --officer o1").output.contains("en camino"))
    #expect(try run("note 1 no abre la puerta --officer o1").status == 0)
    #expect(try run("resolve 1 attended --officer o1").output.contains("resuelta"))
    let history = try run("history 1").output
    #expect(history.contains("no abre la puerta"))
    #expect(history.contains("RESUELTA"))
    #expect(try run("alerts --state resolved").output.contains("VG-1"))
    #expect(try run("audit verify").status == 0)
    #expect(try run("who").status == 0)
    #expect(try run("officer list").output.contains("o3"))
    #expect(try run("case show VG-1 revisión").output.contains("Apellidosecreto"))
    #expect(try run("metrics").output.hasSuffix("# EOF\n"))
    let health = try run("health")
    #expect(health.status == 0)
    #expect(health.output.hasPrefix("AMPARO OK - "))
    let json = try run("--json alert 1").output
    #expect(try JSONParser.parse(Array(json.utf8).dropLast())["state"] == "resolved")
    let raw = try run("request", input: #"{"op":"version","id":7}"# + "\n").output
    #expect(raw.contains(#""id":7"#))
  }

  @Test("a directory is exported and applied by descriptor, and nothing changes")
  func directoryFiles() throws {
    let daemon = try Daemon()
    let file = daemon.directory.appending(path: "export.json").path()
    let export = try amparo(["directory", "export", file], socket: daemon.socket)
    #expect(export.status == 0)
    let apply = try amparo(["directory", "apply", file], socket: daemon.socket)
    #expect(apply.status == 0)
    #expect(apply.output.contains("cambios: 0"))
    try "{ unit: 5 }".write(toFile: file, atomically: true, encoding: .utf8)
    let faulty = try amparo(["directory", "apply", file], socket: daemon.socket)
    #expect(faulty.status == 1)
    #expect(faulty.problems.contains("unit"))
  }

  @Test(
    "wrong usage ends with 2 and says what would be right",
    arguments: [
      (["alret", "1"], "alert"), (["ack"], "ACK"), (["ack", "1", "2"], "ack ALERT"),
      (["raise", "--calller", "x"], "--caller"), (["raise", "--caller"], "NUMBER"),
      (["ack", "1", "--note", "x"], "--note"), ([], ""),
      (["case", "asign", "VG-1", "o3"], "«case asign»; las hay: case show"),
      (["absence"], "absence add, absence list, absence remove"),
    ])
  func usage(arguments: [String], word: String) throws {
    let outcome = try amparo(arguments)
    #expect(outcome.status == 2)
    #expect(word.isEmpty || outcome.problems.lowercased().contains(word.lowercased()))
  }

  @Test("a daemon that is not there ends with 3", arguments: ["version", "queue", "alerts"])
  func unreachable(command: String) throws {
    #expect(try amparo([command]).status == 3)
  }

  @Test("every command explains itself with an example, in both languages")
  func help() throws {
    let all = try amparo(["--help"])
    #expect(all.status == 0)
    for command in ["queue", "raise", "ack", "case show", "directory apply", "audit verify"] {
      #expect(all.output.contains(command))
      let words = command.split(separator: " ").map(String.init)
      #expect(try amparo(words + ["--help"]).output.contains("ejemplo: amparo \(command)"))
      let english = try amparo(words + ["--help", "--lang", "en"])
      #expect(english.output.contains("example: amparo \(command)"))
    }
  }

  @Test("a followed queue shows each page with why and card, once, and comes back by itself")
  func follow() throws {
    let daemon = try Daemon(
      steps: #"[{ page: ["assigned"], ack_within: "1h" }, "#
        + #"{ page: ["contact:desk"], ack_within: "1h" }]"#)
    let process = Process()
    process.executableURL = Daemon.program.deletingLastPathComponent().appending(path: "amparo")
    process.arguments = ["--socket", daemon.socket, "queue", "--follow", "--officer", "o1"]
    let screen = daemon.directory.appending(path: "screen")
    try Data().write(to: screen)
    process.standardOutput = try FileHandle(forWritingTo: screen)
    let keyboard = daemon.directory.appending(path: "keyboard")
    try #require(mkfifo(keyboard.path(), 0o600) == 0)
    // Open for both, so that neither side waits for the other.
    let typing = try FileHandle(forUpdating: keyboard)
    process.standardInput = typing
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    func shows(_ words: String) -> Bool {
      poll(seconds: 5) {
        (try? String(contentsOf: screen, encoding: .utf8))?.contains(words) == true
      }
    }
    #expect(shows("a la escucha: o1"))
    _ = try WireClient(daemon.socket).raise(id: "r1")
    #expect(shows("=== ALERTA 1"))
    #expect(shows("Agente asignado al caso"))
    #expect(shows("Apellidosecreto"))
    try typing.write(contentsOf: Data("si 1\n".utf8))
    #expect(shows("aceptada (o1)"))
    _ = try WireClient(daemon.socket).act("resolve", 1, "o1", #","outcome":"attended""#)
    daemon.kill9()
    try daemon.start()
    #expect(shows("conexión recuperada"))
    _ = try WireClient(daemon.socket).raise("968111900", id: "r2")
    #expect(shows("=== ALERTA 2"))
    let text = try String(contentsOf: screen, encoding: .utf8)
    #expect(text.components(separatedBy: "=== ALERTA 1").count == 2)
  }
}
