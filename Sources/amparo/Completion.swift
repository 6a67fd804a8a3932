import AmparoCore

/// What may stand at the end of a line that is being typed, made from the command table. The
/// shells' scripts ask for it by `amparo completion words -- …`, so that they never differ from the
/// program they complete.
struct Completion {
  /// In the place of a shell's name: the question that the scripts ask.
  static let question = "words"
  /// Said alone, in the place of words: the name of a file, or of a directory, is wanted.
  static let files = "<files>"
  static let directories = "<directories>"

  private let words: Words

  init(_ words: Words) { self.words = words }

  /// One a line, with a tab and what it is for where there is something to say. The last word of
  /// `line` is the one being typed, perhaps empty.
  func candidates(_ line: [String]) -> [String] {
    let typed = line.last ?? ""
    var positional: [String] = []
    var wanted: Command.Option?
    for word in line.dropLast() {
      if wanted != nil {
        wanted = nil
      } else if word.hasPrefix("--") {
        wanted = option(word, positional).flatMap { $0.value == nil ? nil : $0 }
      } else {
        positional.append(word)
      }
    }
    let found: [String]
    if let wanted {
      found = values(wanted.value ?? "", wanted.choices)
    } else if typed.hasPrefix("-") {
      found = options(positional).map { said($0.name, $0.es, $0.en) }
    } else {
      found = names(after: positional) + arguments(after: positional)
    }
    return found.filter { $0.hasPrefix(typed) || $0.hasPrefix("<") }
  }

  private func said(_ word: String, _ es: String, _ en: String) -> String {
    "\(word)\t\(words.pick(es, en))"
  }

  /// The command that the words begin with, and how many of them name it.
  private func command(_ positional: [String]) -> (Command, Int)? {
    for length in [2, 1] where positional.count >= length {
      let name = positional.prefix(length).joined(separator: " ")
      if let command = CommandTable.all.first(where: { $0.name == name }) {
        return (command, length)
      }
    }
    return nil
  }

  private func options(_ positional: [String]) -> [Command.Option] {
    (command(positional)?.0.options ?? []) + Command.common
  }

  /// The option of that name; where the command is not known yet, any command's.
  private func option(_ name: String, _ positional: [String]) -> Command.Option? {
    (options(positional) + CommandTable.all.flatMap(\.options)).first { $0.name == name }
  }

  /// The next word of the names of commands.
  private func names(after positional: [String]) -> [String] {
    let commands = CommandTable.all.map { ($0, $0.name.split(separator: " ").map(String.init)) }
    let fitting = commands.filter { _, parts in
      parts.count > positional.count && parts.starts(with: positional)
    }
    var seen: Set<String> = []
    return fitting.compactMap { command, parts in
      let next = parts[positional.count]
      guard seen.insert(next).inserted else { return nil }
      let isWhole = parts.count == positional.count + 1
      return isWhole ? said(next, command.es, command.en) : next
    }
  }

  private func arguments(after positional: [String]) -> [String] {
    guard let (command, length) = command(positional) else { return [] }
    let place = positional.count - length
    guard place < command.arguments.count else { return [] }
    return values(command.arguments[place].filter { !"[].".contains($0) }, [])
  }

  /// What a placeholder of the table stands for; nothing for what only a person knows.
  private func values(_ placeholder: String, _ choices: [String]) -> [String] {
    switch placeholder {
    case "FILE", "PATH", "BACKUP", "DATABASE": [Self.files]
    case "DIR": [Self.directories]
    case "OUTCOME": Outcome.allCases.map(\.rawValue)
    case "KIND": FollowUpKind.allCases.map(\.rawValue)
    case "SHELL": Shell.allCases.map(\.rawValue)
    default: choices
    }
  }
}
