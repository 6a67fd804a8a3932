import AmparoCore

/// The unit's officers and their leave.
extension CommandTable {
  static var unit: [Command] { officers + absences }

  private static var officers: [Command] {
    [
      Command(
        name: "officer list", es: "Los agentes y si están ausentes u ocupados.",
        en: "The officers, and whether they are away or busy.", example: "amparo officer list"
      ) { call in
        try call.ask("officer.list") { Show(call.words).officers($0) }
      },
      Command(
        name: "officer put", arguments: ["FILE", "[REASON...]"],
        es: "Crea un agente, o cambia los datos que trae el fichero (JSON5; - lo lee).",
        en: "Makes an officer, or changes the members in the file (JSON5; - reads it).",
        example: "amparo officer put agente.json5 alta"
      ) { call in
        let value = try Document.parse(
          try Document.read(call.positional[0]), named: call.positional[0])
        let reason = try call.argument(1).map { [JSONMember("reason", .string($0))] } ?? []
        return try call.ask("officer.put", [JSONMember("record", value)] + reason) {
          Show(call.words).change($0)
        }
      },
    ]
  }

  private static var absences: [Command] {
    [
      Command(
        name: "absence add", arguments: ["OFFICER", "FROM", "TO", "[REASON...]"],
        es: "Anota una ausencia (hora local: 2026-12-01T00:00).",
        en: "Notes an absence (local time: 2026-12-01T00:00).",
        example: "amparo absence add o2 2026-12-01T00:00 2026-12-08T00:00 permiso"
      ) { call in
        try call.ask("absence.add", try call.members("officer", "from", "to", "reason")) {
          Show(call.words).change($0)
        }
      },
      Command(
        name: "absence list",
        options: [
          .init(name: "--from", value: "TIME", es: "que acaban después", en: "that end after")
        ],
        es: "Las ausencias que no han terminado.", en: "The absences that are not over.",
        example: "amparo absence list"
      ) { call in
        try call.ask("absence.list", try call.members(of: "--from")) {
          Show(call.words).absences($0)
        }
      },
      Command(
        name: "absence remove", arguments: ["OFFICER", "FROM", "TO", "[REASON...]"],
        es: "Quita una ausencia: el agente ha vuelto o no se va.",
        en: "Takes an absence back: the officer has returned, or does not leave.",
        example: "amparo absence remove o2 2026-12-01T00:00 2026-12-08T00:00 ha vuelto"
      ) { call in
        try call.ask("absence.remove", try call.members("officer", "from", "to", "reason")) {
          Show(call.words).change($0)
        }
      },
    ]
  }
}
