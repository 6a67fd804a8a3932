import Foundation
import Testing

/// One run of the real command line.
struct CommandRun {
  let status: Int32
  let output: String
  let problems: String

  static var program: URL {
    Daemon.program.deletingLastPathComponent().appending(path: "amparo")
  }

  init(_ arguments: [String], socket: String = "/nonexistent/socket", input: Data = Data()) throws {
    try self.init(Self.program, ["--socket", socket] + arguments, input: input)
  }

  /// Runs a line of the shell in which `$amparo` is the command line at that socket.
  init(shell line: String, socket: String) throws {
    let amparo = "amparo() { '\(Self.program.path())' --socket '\(socket)' \"$@\"; }; "
    try self.init(URL(filePath: "/bin/sh"), ["-c", amparo + line], input: Data())
  }

  private init(_ program: URL, _ arguments: [String], input: Data) throws {
    // Files, not pipes: a daemon that another test starts meanwhile would inherit a pipe's end.
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "amparo-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    func file(_ name: String, _ content: Data) throws -> FileHandle {
      let url = scratch.appending(path: name)
      try content.write(to: url)
      return try FileHandle(forUpdating: url)
    }
    func text(_ name: String) throws -> String {
      try String(contentsOf: scratch.appending(path: name), encoding: .utf8)
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try file("input", input)
    process.standardOutput = try file("output", Data())
    process.standardError = try file("problems", Data())
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = try text("output")
    problems = try text("problems")
    try FileManager.default.removeItem(at: scratch)
  }
}
