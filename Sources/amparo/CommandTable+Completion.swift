import AmparoCore

/// What shells ask, to complete a line.
extension CommandTable {
  static var completion: Command {
    let shells = Shell.allCases.map(\.rawValue).joined(separator: ", ")
    return Command(
      name: "completion", arguments: ["SHELL", "[WORD...]"],
      es: "Escribe el completado para \(shells); con words, lo que puede seguir a unas palabras.",
      en: "Writes the completion for \(shells); with words, what may follow some words.",
      example: "source <(amparo completion bash)"
    ) { call in
      let name = call.given.first ?? ""
      if name == Completion.question {
        let line = Array(call.given.dropFirst())
        for found in Completion(call.words).candidates(line) { Output.line(found) }
        return ExitCode.done
      }
      guard let shell = Shell(rawValue: name) else {
        throw CommandError.usage(
          call.words.pick("no hay completado para", "there is no completion for") + " \(name)"
            + call.words.oneOf(Shell.allCases.map(\.rawValue)))
      }
      Output.line(shell.script)
      return ExitCode.done
    }
  }
}
