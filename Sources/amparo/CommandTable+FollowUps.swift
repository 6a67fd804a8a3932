import AmparoCore

/// Following cases up.
extension CommandTable {
  static var followUps: [Command] {
    let kinds = FollowUpKind.allCases.map(\.rawValue).joined(separator: ", ")
    return [
      Command(
        name: "followups",
        options: [
          .init(name: "--case", value: "ID", es: "de ese expediente", en: "of that case"),
          .init(
            name: "--state", value: "open|overdue|done", es: "pendientes, vencidos o hechos",
            en: "those that wait, are late or are done"),
          .init(name: "--reason", value: "TEXT", es: "por qué se mira", en: "why you look"),
        ],
        es: "Los seguimientos pendientes, el más próximo primero.",
        en: "The follow-ups that wait, the soonest first.",
        example: "amparo followups --state overdue"
      ) { call in
        try call.ask("followup.list", try call.members(of: "--case", "--state", "--reason")) {
          Show(call.words).followUps($0)
        }
      },
      Command(
        name: "followups done", arguments: ["FOLLOWUP", "[NOTE...]"],
        options: [
          .init(
            name: "--kind", value: choice(of: FollowUpKind.self), es: "de qué clase",
            en: "of which kind"),
          .init(name: "--done", value: "TIME", es: "cuándo", en: "when"),
        ],
        es: "Anota un seguimiento como hecho: su número, o el expediente.",
        en: "Notes a follow-up as done: its number, or the case.",
        example: "amparo followups done VG-0001 --kind interview sin novedad"
      ) { call in
        let name = call.positional[0]
        let isReference = DueFollowUp.Reference(name) != nil
        let members =
          [JSONMember(isReference ? "followup" : "case", .string(name))]
          + (try call.argument(1).map { [JSONMember("note", .string($0))] } ?? [])
          + (try call.members(of: "--kind", "--done"))
        return try call.ask("followup.done", members) { Show(call.words).followUp($0) }
      },
      Command(
        name: "followups plan", arguments: ["CASE", "KIND", "DUE", "[NOTE...]"],
        es: "Planifica un seguimiento: \(kinds).", en: "Plans a follow-up: \(kinds).",
        example: "amparo followups plan VG-0001 school 2026-12-01T10:00 hablar con la tutora"
      ) { call in
        try call.ask("followup.plan", try call.members("case", "kind", "due", "note")) {
          Show(call.words).followUp($0)
        }
      },
    ]
  }
}
