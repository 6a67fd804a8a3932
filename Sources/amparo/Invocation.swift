import AmparoCore
import AmparoHost

/// A command as it was called: its arguments, its options, and the way to the daemon.
struct Invocation {
  var command: Command
  var positional: [String]
  /// The same as they were given, word by word.
  var given: [String]
  var options: [String: String]
  var words: Words
  var isJSON: Bool
  var socket: String

  func has(_ option: String) -> Bool { options[option] != nil }

  /// The argument of that place; `-` reads it from standard input, so that personal data need not
  /// stand in the process list.
  func argument(_ index: Int) throws -> String? {
    guard index < positional.count else { return nil }
    return try value(positional[index])
  }

  func option(_ name: String) throws -> String? { try options[name].map(value) }

  private func value(_ written: String) throws -> String {
    guard written == "-" else { return written }
    guard let line = readLine() else {
      throw CommandError.usage(
        words.pick(
          "- es la entrada, y estaba vacía", "- stands for standard input, and that was empty"))
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
    let reply = try reply(operation, members, passing: descriptor)
    if isJSON { return tell(reply) }
    try Session.throwIfRefused(reply)
    try show(reply)
    return ExitCode.done
  }

  func reply(
    _ operation: String, _ members: [JSONMember], passing descriptor: Descriptor?
  ) throws -> JSONValue {
    var session = try Session(socket, words)
    return try session.ask(operation, spoken(operation, members), passing: descriptor)
  }

  func tell(_ reply: JSONValue) -> Int32 {
    Output.line(JSONWriter.text(reply))
    return reply["ok"]?.bool == true ? ExitCode.done : ExitCode.refused
  }

  /// Asks for what may be longer than a reply, and shows one part after the other.
  func askInParts(
    _ operation: String, _ members: [JSONMember], of list: String, _ show: (JSONValue) -> Void
  ) throws -> Int32 {
    var after: [JSONMember] = []
    while true {
      let reply = try reply(operation, members + after, passing: nil)
      var code = ExitCode.done
      if isJSON {
        code = tell(reply)
      } else {
        try Session.throwIfRefused(reply)
        show(reply)
      }
      guard reply["more"]?.bool == true, let last = reply[list]?.array?.last?["seq"] else {
        return code
      }
      after = [JSONMember("after", last)]
    }
  }

  /// Asks for a change by a document, or what it would change. One with faults counts as refused
  /// even where it was only to be looked at.
  func askAboutFaults(
    _ operation: String, _ members: [JSONMember], passing descriptor: Descriptor
  ) throws -> Int32 {
    let reply = try reply(operation, members, passing: descriptor)
    let hasFaults = reply["faults"]?.array?.isEmpty == false
    if isJSON {
      let code = tell(reply)
      return hasFaults ? ExitCode.refused : code
    }
    try Session.throwIfRefused(reply)
    Show(words).change(reply)
    return hasFaults ? ExitCode.refused : ExitCode.done
  }

  /// Asks for what is written to a descriptor, and puts it at the path once it is whole.
  func export(
    _ operation: String, _ members: [JSONMember], to path: String
  ) throws -> Int32 {
    let target = try ExportTarget(path)
    defer { target.abandon() }
    let asked = members + [JSONMember("descriptor", true)]
    let reply = try reply(operation, asked, passing: target.descriptor)
    if reply["ok"]?.bool == true { try target.finish() }
    if isJSON, path != "-" || reply["ok"]?.bool != true { return tell(reply) }
    try Session.throwIfRefused(reply)
    let size = reply["bytes"]?.int.map { "\($0) bytes" }
    if path != "-" { Output.line("\(path): \(size ?? "\(reply["rows"]?.int ?? 0)")") }
    return ExitCode.done
  }

  func number(_ option: String) throws -> Int64? {
    guard let text = try self.option(option) else { return nil }
    guard let number = Int64(text) else {
      throw CommandError.usage("\(option): \(words.pick("un número", "a number"))")
    }
    return number
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
