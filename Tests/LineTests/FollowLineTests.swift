import AmparoCore
import Foundation
import Testing

/// An officer's terminal on the real daemon, in weather.
@Suite struct FollowLineTests {
  /// A terminal that shows on a file and is typed at through a pipe.
  private final class Terminal {
    // It lives as long as its terminal.
    private let daemon: Daemon
    private let process = Process()
    private let screen: URL
    private let typing: FileHandle

    init(_ daemon: Daemon) throws {
      self.daemon = daemon
      screen = daemon.directory.appending(path: "screen")
      let keyboard = daemon.directory.appending(path: "keyboard")
      try Data().write(to: screen)
      try #require(mkfifo(keyboard.path(), 0o600) == 0)
      // Open for both, so that neither side waits for the other.
      typing = try FileHandle(forUpdating: keyboard)
      process.executableURL = CommandRun.program
      process.arguments = ["--socket", daemon.socket, "queue", "--follow", "--officer", "o1"]
      process.standardOutput = try FileHandle(forWritingTo: screen)
      process.standardInput = typing
      try process.run()
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    func type(_ line: String) throws { try typing.write(contentsOf: Data("\(line)\n".utf8)) }

    func shows(_ words: String) -> Bool {
      poll(seconds: 20) {
        (try? String(contentsOf: self.screen, encoding: .utf8))?.contains(words) == true
      }
    }
  }

  @Test("a terminal that is refused when it comes back stays, and comes in when it may")
  func refused() throws {
    let daemon = try Daemon()
    let file = daemon.directory.appending(path: "amparo.json5")
    let good = try String(contentsOf: file, encoding: .utf8)
    let terminal = try Terminal(daemon)
    #expect(terminal.shows("a la escucha: o1"))
    daemon.kill9()
    try daemon.write(good.replacingOccurrences(of: #""responder", "supervisor", "#, with: ""))
    try daemon.start()
    #expect(terminal.shows("no tiene función que permita queue.subscribe"))
    try daemon.write(good)
    daemon.signal(SIGHUP)
    #expect(terminal.shows("conexión recuperada"))
    _ = try WireClient(daemon.socket).raise(id: "r1")
    #expect(terminal.shows("=== ALERTA "))
  }

  @Test("a terminal whose screen is gone ends, and takes no page that nobody sees")
  func screenGone() throws {
    let daemon = try Daemon()
    let program = CommandRun.program.path()
    let line =
      "{ timeout 20 '\(program)' --socket '\(daemon.socket)' queue --follow --officer o1; "
      + "echo \"ended $?\" >&2; } | head -n 1"
    let run = try CommandRun(shell: line, socket: daemon.socket)
    #expect(run.output.contains("a la escucha: o1"))
    #expect(run.problems.contains("la pantalla ya no está"))
    #expect(run.problems.contains("ended 1\n"), "\(run.problems)")
  }

  @Test(
    "what is left out of a short answer is told by how it is typed",
    arguments: [
      ("no 1", "falta el motivo: no 1 motivo"), ("nota 1", "falta el texto: nota 1 texto"),
      ("resolver 1", "falta el resultado: attended, arrest"),
    ])
  func missing(typed: String, told: String) throws {
    let terminal = try Terminal(try Daemon())
    #expect(terminal.shows("a la escucha: o1"))
    try terminal.type(typed)
    #expect(terminal.shows(told))
  }
}
