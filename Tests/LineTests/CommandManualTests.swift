import Foundation
import Testing

/// amparo(1) beside what the program says of itself.
@Suite struct CommandManualTests {
  /// The commands of the page's list, each with its options.
  private static func written() throws -> [String: Set<String>] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Deploy/man/amparo.1")
    let text = try String(contentsOf: page, encoding: .utf8)
    var found: [String: Set<String>] = [:]
    var command = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix(".Ss ") { command = "" }
      if line.hasPrefix(".It Ic ") {
        command = line.dropFirst(7).split(separator: " ").prefix { $0 != "Ar" && $0 != "Op" }
          .joined(separator: " ")
        found[command] = []
      } else if line.hasPrefix(".It Fl -"), !command.isEmpty {
        found[command]?.insert("-" + line.dropFirst(7).prefix { $0 != " " })
      }
    }
    return found
  }

  /// The commands of the help, each with its options.
  private static func told() throws -> [String: Set<String>] {
    let help = try CommandRun(["--help", "--lang", "en"])
    var found: [String: Set<String>] = [:]
    for match in help.output.matches(of: /(?m)^  ([a-z][a-z-]*(?: [a-z-]+)?)  +\S/) {
      let name = String(match.1)
      let one = try CommandRun(name.split(separator: " ").map(String.init) + ["--help"])
      #expect(one.status == 0)
      found[name] = Set(one.output.matches(of: /(?m)^  (--[a-z-]+)/).map { String($0.1) })
    }
    return found
  }

  @Test("the manual page has every command with its options, and no other")
  func commands() throws {
    let written = try Self.written()
    let told = try Self.told()
    #expect(told.count > 40)
    #expect(Set(written.keys) == Set(told.keys))
    for (name, options) in told { #expect(written[name] == options, "amparo \(name)") }
  }

  @Test("what the daemon refuses is told in the reader's language, with its code")
  func refusals() throws {
    let daemon = try Daemon()
    let spanish = try CommandRun(["ack", "99", "--officer", "o1"], socket: daemon.socket)
    #expect(spanish.status == 1)
    #expect(spanish.problems.hasPrefix("amparo: no hay ninguna alerta 99 (not_found)"))
    let english = try CommandRun(
      ["ack", "99", "--officer", "o1", "--lang", "en"], socket: daemon.socket)
    #expect(english.problems.hasPrefix("amparo: there is no alert 99 (not_found)"))
    let raised = try CommandRun(
      ["raise", "--request-id", "r1", "--caller", "x", "--case", "VG-none"], socket: daemon.socket)
    #expect(raised.status == 0)
    #expect(raised.output.contains("! no hay expediente con esa clave; la alerta sale sin él\n"))
    #expect(raised.output.contains("! lo que llama no es un teléfono; queda como vino\n"))
    _ = try CommandRun(["ack", "1", "--officer", "o1"], socket: daemon.socket)
    let second = try CommandRun(["ack", "1", "--officer", "o2"], socket: daemon.socket)
    #expect(second.problems.contains("la atiende o1; usted queda de apoyo [aceptada] (conflict)"))
    let missing = try CommandRun(["case", "show", "VG-none", "motivo"], socket: daemon.socket)
    #expect(missing.problems.hasPrefix("amparo: no hay ningún expediente VG-none"))
    let nobody = try CommandRun(["who"])
    #expect(nobody.problems.hasPrefix("amparo: no se llega al servicio: no hay servicio en "))
  }
}
