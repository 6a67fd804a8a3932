/// Help, made from the command table.
enum Help {
  static func all(_ words: Words) -> String {
    let width = CommandTable.all.map(\.name.count).max() ?? 0
    let commands = CommandTable.all.map { command in
      "  " + padded(command.name, width) + "  " + words.pick(command.es, command.en)
    }
    return """
      \(words.pick(
        "Amparo: la línea de emergencia de la unidad", "Amparo: the unit's emergency line"))

      \(words.usage): amparo [--socket PATH] [--json] \(words.pick("ORDEN", "COMMAND")) ...

      \(commands.joined(separator: "\n"))

      \(words.pick("En todas las órdenes", "With every command")):
      \(options(Command.common, words))

      \(words.pick(
        "amparo ORDEN --help explica una orden con un ejemplo.",
        "amparo COMMAND --help explains one command with an example."))
      """
  }

  static func one(_ command: Command, _ words: Words) -> String {
    var text = """
      \(words.pick(command.es, command.en))

      \(words.usage): \(command.usage)
      \(words.pick("ejemplo", "example")): \(command.example)
      """
    if !command.options.isEmpty { text += "\n\n" + options(command.options, words) }
    return text
  }

  private static func options(_ options: [Command.Option], _ words: Words) -> String {
    let written = options.map { $0.name + ($0.value.map { " \($0)" } ?? "") }
    let width = written.map(\.count).max() ?? 0
    return zip(written, options).map { text, option in
      "  " + padded(text, width) + "  " + words.pick(option.es, option.en)
    }.joined(separator: "\n")
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
