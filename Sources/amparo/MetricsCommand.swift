import AmparoCore
import AmparoHost

/// `metrics`: to standard output, or to a file for the textfile collector of the node exporter.
struct MetricsCommand {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  /// What stands in the file when the daemon does not answer: old figures would look well.
  private static let down = """
    # HELP amparo_up Whether the daemon answers.
    # TYPE amparo_up gauge
    amparo_up 0

    """

  /// The collector runs as another user.
  private static let mode: UInt32 = 0o644

  func run() throws -> Int32 {
    guard let path = call.options["--textfile"] else {
      return try call.ask("metrics") { Output.part($0["text"]?.string ?? "") }
    }
    do {
      let reply = try call.reply(
        "metrics", [JSONMember("format", "prometheus")], passing: nil)
      try Session.throwIfRefused(reply)
      try write(reply["text"]?.string ?? "", to: path)
      return ExitCode.done
    } catch CommandError.unreachable(let message) {
      try write(Self.down, to: path)
      throw CommandError.unreachable(message)
    }
  }

  /// Whole or not at all, as the collector may read at any moment; its own name ends in `.prom`,
  /// and the file it is written to first does not.
  private func write(_ text: String, to path: String) throws {
    do {
      try Files.replace(path, with: Array(text.utf8), mode: Self.mode)
    } catch {
      throw CommandError.refused(code: "not_written", message: error.description, faults: [])
    }
  }
}
