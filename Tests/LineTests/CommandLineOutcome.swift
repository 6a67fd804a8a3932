import Foundation

/// What the real command line program ended with and said.
struct CommandLineOutcome {
  var status: Int32
  var output: String
  var problems: String

  static func of(
    _ arguments: [String], socket: String, input: String = ""
  ) throws -> CommandLineOutcome {
    // Files, not pipes: a daemon that another test starts meanwhile would inherit a pipe's end.
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "amparo-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    func file(_ name: String, _ content: String) throws -> FileHandle {
      let url = scratch.appending(path: name)
      try content.write(to: url, atomically: false, encoding: .utf8)
      return try FileHandle(forUpdating: url)
    }
    func text(_ name: String) throws -> String {
      try String(contentsOf: scratch.appending(path: name), encoding: .utf8)
    }
    let process = Process()
    process.executableURL = Daemon.program.deletingLastPathComponent().appending(path: "amparo")
    process.arguments = ["--socket", socket] + arguments
    process.standardInput = try file("input", input)
    process.standardOutput = try file("output", "")
    process.standardError = try file("problems", "")
    try process.run()
    process.waitUntilExit()
    let outcome = CommandLineOutcome(
      status: process.terminationStatus, output: try text("output"),
      problems: try text("problems"))
    try FileManager.default.removeItem(at: scratch)
    return outcome
  }
}
