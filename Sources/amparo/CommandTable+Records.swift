import AmparoCore

/// Who looked at what, and what is no longer needed.
extension CommandTable {
  static var records: [Command] { [access] + retention }

  private static var access: Command {
    Command(
      name: "access",
      options: [
        .init(name: "--case", value: "ID", es: "el expediente", en: "the case"),
        .init(name: "--person", value: "ID", es: "agente, o uid:N", en: "officer, or uid:N"),
        .init(name: "--from", value: "TIME", es: "desde", en: "from"),
        .init(name: "--to", value: "TIME", es: "hasta", en: "to"),
        .init(name: "--after", value: "SEQ", es: "siguientes a esa fila", en: "after that row"),
        .init(name: "--reason", value: "TEXT", es: "por qué se mira", en: "why you look"),
        .init(
          name: "--export", value: "FILE", es: "todas, a un fichero (una línea JSON cada una)",
          en: "all of them, to a file (a JSON line each)"),
      ],
      es: "Quién ha visto un expediente, cuándo y por qué.",
      en: "Who has seen a case, when, and why.",
      example: "amparo access --case VG-0001 --from 2026-11-01T00:00"
    ) { call in
      var members = try call.members(of: "--case", "--person", "--from", "--to", "--reason")
      if let after = try call.option("--after") {
        guard let seq = Int64(after) else {
          throw CommandError.usage("--after: \(call.words.pick("un número", "a number"))")
        }
        members.append(JSONMember("after", .int(seq)))
      }
      guard let file = call.options["--export"] else {
        return try call.ask("access.list", members) { Show(call.words).looks($0) }
      }
      return try call.export("access.list", members, to: file)
    }
  }

  private static var retention: [Command] {
    [
      Command(
        name: "retention due", es: "Qué datos han cumplido su plazo (no borra nada).",
        en: "What has reached its time (erases nothing).", example: "amparo retention due"
      ) { call in
        try call.ask("retention.due") { Show(call.words).erasable($0) }
      },
      Command(
        name: "retention erase", arguments: ["REASON..."],
        es: "Borra lo que se dijo en lo que ha cumplido su plazo; queda constancia.",
        en: "Erases what was said in what has reached its time; the erasure is on record.",
        example: "amparo retention erase revisión anual con la delegada de protección de datos"
      ) { call in
        try call.ask("retention.erase", try call.members("reason")) {
          Show(call.words).erasable($0)
        }
      },
      hold(
        "retention hold", es: "Conserva todo lo de un expediente hasta nuevo aviso.",
        en: "Keeps all that belongs to a case until further notice."),
      hold(
        "retention release", es: "Levanta la conservación de un expediente.",
        en: "Lifts the hold on a case."),
    ]
  }

  private static func hold(_ name: String, es: String, en: String) -> Command {
    Command(
      name: name, arguments: ["CASE", "REASON..."], es: es, en: en,
      example: "amparo \(name) VG-0001 diligencias 12/2026"
    ) { call in
      let operation = String(name.map { $0 == " " ? "." : $0 })
      return try call.ask(operation, try call.members("case", "reason")) {
        Show(call.words).holds($0)
      }
    }
  }
}
