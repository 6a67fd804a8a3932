import AmparoCore
import AmparoHost

/// A command as it was called: its arguments, its options, and the way to the daemon.
struct Invocation {
  var command: Command
  var positional: [String]
  var options: [String: String]
  var words: Words
  var isJSON: Bool
  var socket: String

  func has(_ option: String) -> Bool { options[option] != nil }

  /// The argument of that place; `-` reads it from standard input, so that personal data need not
  /// stand in the process list.
  func argument(_ index: Int) throws -> String? {
    guard index < positional.count else { return nil }
    return try Self.value(positional[index])
  }

  func option(_ name: String) throws -> String? { try options[name].map(Self.value) }

  private static func value(_ written: String) throws -> String {
    guard written == "-" else { return written }
    guard let line = readLine() else {
      throw CommandError.usage("- stands for standard input, and that was empty")
    }
    return line
  }

  func alert(_ index: Int = 0) throws -> JSONMember {
    guard index < positional.count else { throw CommandError.usage("ALERT") }
    if let number = Int64(positional[index]) { return JSONMember("alert", .int(number)) }
    return JSONMember("code", .string(positional[index]))
  }

  /// Asks the daemon, and shows its reply: as it came with `--json`, else by `show`.
  func ask(
    _ operation: String, _ members: [JSONMember] = [], passing descriptor: Descriptor? = nil,
    show: (JSONValue) throws -> Void
  ) throws -> Int32 {
    var session = try Session(socket)
    let reply = try session.ask(operation, spoken(operation, members), passing: descriptor)
    if isJSON {
      Output.line(JSONWriter.text(reply))
      return reply["ok"]?.bool == true ? ExitCode.done : ExitCode.refused
    }
    try Session.throwIfRefused(reply)
    try show(reply)
    return ExitCode.done
  }

  /// Says for whom a shared console speaks; where `officer` is whose rota or leave it is, by `by`.
  func spoken(_ operation: String, _ members: [JSONMember]) -> [JSONMember] {
    guard let officer = options["--officer"] else { return members }
    let isTaken =
      members.contains { $0.name == "officer" } || Self.namesOfficers.contains(operation)
    return members + [JSONMember(isTaken ? "by" : "officer", .string(officer))]
  }

  private static let namesOfficers = ["followup.done", "followup.plan"]

  /// The arguments in turn as members of these names; those left out are.
  func members(_ names: String...) throws -> [JSONMember] {
    try names.enumerated().compactMap { index, name in
      try argument(index).map { JSONMember(name, .string($0)) }
    }
  }

  /// Options as members of their names without the dashes.
  func members(of options: String...) throws -> [JSONMember] {
    try options.compactMap { name in
      let member = String(name.dropFirst(2).map { $0 == "-" ? "_" : $0 })
      return try option(name).map { JSONMember(member, .string($0)) }
    }
  }
}
