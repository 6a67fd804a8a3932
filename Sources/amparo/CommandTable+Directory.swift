import AmparoCore
import AmparoHost
import Glibc

/// Cases, officers, absences, and the directory as a whole.
extension CommandTable {
  static var directory: [Command] {
    [
      Command(
        name: "case show", arguments: ["CASE", "REASON..."],
        es: "La ficha de un expediente; el motivo queda registrado.",
        en: "The card of a case; the reason is put on record.",
        example: "amparo case show VG-0001 revisión de medidas"
      ) { call in
        let members = try ["case", "reason"].enumerated().compactMap { index, name in
          try call.argument(index).map { JSONMember(name, .string($0)) }
        }
        return try call.ask("case.show", members) { Show(call.words).card($0["card"]) }
      },
      Command(
        name: "case list",
        options: [
          .init(name: "--assigned", value: "ID", es: "de ese agente", en: "of that officer"),
          .init(name: "--after", value: "CASE", es: "los siguientes", en: "those after"),
        ],
        es: "Los expedientes.", en: "The cases.", example: "amparo case list --assigned o1"
      ) { call in
        let members = try ["assigned", "after"].compactMap { name in
          try call.option("--\(name)").map { JSONMember(name, .string($0)) }
        }
        return try call.ask("case.list", members) { Show(call.words).cases($0) }
      },
      Command(
        name: "case put", arguments: ["FILE"],
        es: "Crea o cambia un expediente (JSON5; - lo lee de la entrada).",
        en: "Makes or changes a case (JSON5; - reads standard input).",
        example: "amparo case put caso.json5"
      ) { call in
        let bytes = try Document.read(call.positional[0])
        let value = try Document.parse(bytes, named: call.positional[0])
        return try call.ask("case.put", [JSONMember("case", value)]) { Show(call.words).change($0) }
      },
      Command(
        name: "officer list", es: "Los agentes y si están ausentes u ocupados.",
        en: "The officers, and whether they are away or busy.", example: "amparo officer list"
      ) { call in
        try call.ask("officer.list") { Show(call.words).officers($0) }
      },
      Command(
        name: "absence add", arguments: ["OFFICER", "FROM", "TO", "[REASON...]"],
        es: "Anota una ausencia (hora local: 2026-12-01T00:00).",
        en: "Notes an absence (local time: 2026-12-01T00:00).",
        example: "amparo absence add o2 2026-12-01T00:00 2026-12-08T00:00 permiso"
      ) { call in
        let members = try ["officer", "from", "to", "reason"].enumerated().compactMap {
          index, name in
          try call.argument(index).map { JSONMember(name, .string($0)) }
        }
        return try call.ask("absence.add", members) { Show(call.words).change($0) }
      },
      document("apply", es: "Aplica un directorio completo; con fallos no cambia nada."),
      document("check", es: "Dice qué cambiaría y qué está mal en un directorio."),
      Command(
        name: "directory export", arguments: ["[FILE]"],
        es: "Escribe el directorio en un fichero, o en la salida.",
        en: "Writes the directory to a file, or to standard output.",
        example: "amparo directory export copia.json"
      ) { call in try export(call) },
    ]
  }

  private static func document(_ verb: String, es: String) -> Command {
    Command(
      name: "directory \(verb)", arguments: ["FILE"], es: es,
      en: verb == "apply"
        ? "Applies a whole directory; with a fault it changes nothing."
        : "Says what a directory would change, and what is wrong with it.",
      example: "amparo directory \(verb) directorio.json5"
    ) { call in
      let path = call.positional[0]
      let raw = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
      guard raw >= 0 else {
        throw CommandError.usage("\(path): \(String(cString: strerror(errno)))")
      }
      return try call.ask(
        "directory.\(verb)", [JSONMember("descriptor", true)], passing: Descriptor(raw)
      ) { Show(call.words).change($0) }
    }
  }

  private static func export(_ call: Invocation) throws -> Int32 {
    let path = call.positional.first ?? "-"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let raw = path == "-" ? dup(STDOUT_FILENO) : open(path, flags, 0o600)
    guard raw >= 0 else {
      throw CommandError.usage("\(path): \(String(cString: strerror(errno)))")
    }
    return try call.ask(
      "directory.export", [JSONMember("descriptor", true)], passing: Descriptor(raw)
    ) { reply in
      if path != "-" { Output.line("\(path): \(reply["bytes"]?.int ?? 0) bytes") }
    }
  }
}
