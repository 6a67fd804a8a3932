import AmparoCore
import AmparoHost
import Glibc

/// Reads the command line by the command table and runs what it names.
struct CommandLineRun {
  private let arguments: [String]
  private static let defaultSocket = "/run/amparo/amparo.sock"

  init(_ arguments: [String]) { self.arguments = arguments }

  func run() -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    let words = Words(language)
    do {
      return try invoke(words)
    } catch CommandError.usage(let message) {
      Output.problem("amparo: \(message)")
      return ExitCode.usage
    } catch CommandError.refused(let code, let message, let faults) {
      Output.problem("amparo: \(words.refused(code, Output.harmless(message))) (\(code))")
      for fault in faults { Output.problem("  \(Output.harmless(words.sentence(fault)))") }
      return ExitCode.refused
    } catch CommandError.unreachable(let message) {
      Output.problem("amparo: \(message)")
      return ExitCode.unreachable
    } catch {
      Output.problem("amparo: \(error)")
      return ExitCode.refused
    }
  }

  private var language: Language {
    let index = arguments.firstIndex(of: "--lang").map { $0 + 1 }
    let given = index.flatMap { $0 < arguments.count ? arguments[$0] : nil }
    return Language(rawValue: given ?? Environment.value("AMPARO_LANG") ?? "es") ?? .es
  }

  private func invoke(_ words: Words) throws -> Int32 {
    let parsed = try parse(words)
    if parsed.positional.isEmpty {
      Output.line(Help.all(words))
      return parsed.options["--help"] != nil ? ExitCode.done : ExitCode.usage
    }
    guard let (command, rest) = find(parsed.positional) else {
      throw CommandError.usage(unknown(parsed.positional, words))
    }
    if parsed.options["--help"] != nil {
      Output.line(Help.one(command, words))
      return ExitCode.done
    }
    try check(command, rest, parsed.options, words)
    return try command.run(
      Invocation(
        command: command, positional: join(rest, command), given: rest,
        options: parsed.options, words: words, isJSON: parsed.options["--json"] != nil,
        socket: parsed.options["--socket"] ?? Environment.value("AMPARO_SOCKET")
          ?? Self.defaultSocket))
  }

  /// Where the first word begins the names of several commands, those are what it may go on with.
  private func unknown(_ positional: [String], _ words: Words) -> String {
    let first = positional[0]
    let names = CommandTable.all.map(\.name)
    let family = names.filter { $0.hasPrefix(first + " ") }
    guard !family.isEmpty else {
      return words.unknownCommand(first) + words.hint(first, among: names)
    }
    let name = positional.prefix(2).joined(separator: " ")
    return words.unknownCommand(name) + words.oneOf(family)
  }

  private struct Parsed {
    var positional: [String] = []
    var options: [String: String] = [:]
  }

  private func parse(_ words: Words) throws -> Parsed {
    let known = Command.common + CommandTable.all.flatMap(\.options)
    var parsed = Parsed()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        parsed.positional += rest
        break
      }
      guard argument.hasPrefix("--") || argument == "-h" else {
        parsed.positional.append(argument)
        continue
      }
      let name = argument == "-h" ? "--help" : argument
      guard let option = known.first(where: { $0.name == name }) else {
        throw CommandError.usage(
          words.unknownOption(name) + words.hint(name, among: known.map(\.name)))
      }
      guard option.value != nil else {
        parsed.options[name] = ""
        continue
      }
      guard let value = rest.popFirst() else {
        throw CommandError.usage(words.missingValue(name, option.value ?? ""))
      }
      parsed.options[name] = value
    }
    return parsed
  }

  /// The command with the longest name that the words begin with.
  private func find(_ positional: [String]) -> (Command, [String])? {
    for length in [2, 1] where positional.count >= length {
      let name = positional.prefix(length).joined(separator: " ")
      if let command = CommandTable.all.first(where: { $0.name == name }) {
        return (command, Array(positional.dropFirst(length)))
      }
    }
    return nil
  }

  private func check(
    _ command: Command, _ rest: [String], _ options: [String: String], _ words: Words
  ) throws {
    let required = command.arguments.filter { !$0.hasPrefix("[") }
    let takesRest = command.arguments.last?.contains("...") == true
    let isTooLong = rest.count > command.arguments.count && !takesRest
    guard rest.count >= required.count, !isTooLong else {
      throw CommandError.usage("\(words.usage): \(command.usage)")
    }
    let allowed = (Command.common + command.options).map(\.name)
    for name in options.keys where !allowed.contains(name) {
      throw CommandError.usage("\(words.notForThis(name)): \(command.usage)")
    }
  }

  /// What belongs to a last argument with dots is one text.
  private func join(_ rest: [String], _ command: Command) -> [String] {
    guard command.arguments.last?.contains("...") == true,
      rest.count > command.arguments.count
    else { return rest }
    let head = rest.prefix(command.arguments.count - 1)
    return head + [rest.dropFirst(head.count).joined(separator: " ")]
  }
}
