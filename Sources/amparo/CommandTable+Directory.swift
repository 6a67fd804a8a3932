import AmparoCore

/// The directory as a whole.
extension CommandTable {
  static var directory: [Command] {
    [
      document("apply", es: "Aplica un directorio completo; con fallos no cambia nada."),
      document("check", es: "Dice qué cambiaría y qué está mal en un directorio."),
      Command(
        name: "directory export", arguments: ["[FILE]"],
        es: "Escribe el directorio en un fichero, o en la salida.",
        en: "Writes the directory to a file, or to standard output.",
        example: "amparo directory export copia.json"
      ) { call in try call.export("directory.export", [], to: call.positional.first ?? "-") },
      Command(
        name: "directory history",
        options: [
          .init(name: "--before", value: "SEQ", es: "anteriores a esa fila", en: "older than it")
        ],
        es: "Los cambios del directorio, el último primero: quién, cuándo y por qué.",
        en: "The changes of the directory, the newest first: who, when and why.",
        example: "amparo directory history"
      ) { call in
        let before = try call.number("--before").map { [JSONMember("before", .int($0))] } ?? []
        return try call.ask("directory.history", before) { Show(call.words).changes($0) }
      },
    ]
  }

  private static func document(_ verb: String, es: String) -> Command {
    Command(
      name: "directory \(verb)", arguments: ["FILE", "[REASON...]"], es: es,
      en: verb == "apply"
        ? "Applies a whole directory; with a fault it changes nothing."
        : "Says what a directory would change, and what is wrong with it.",
      example: "amparo directory \(verb) directorio.json5"
    ) { call in
      let reason = try call.argument(1).map { [JSONMember("reason", .string($0))] } ?? []
      return try call.askAboutFaults(
        "directory.\(verb)", [JSONMember("descriptor", true)] + reason,
        passing: try Document.open(call.positional[0]))
    }
  }
}
