import AmparoCalendar
import AmparoConfig
import AmparoCore
import AmparoHost

/// Who is on call when, what is wrong with it, and changes of a shift.
extension CommandTable {
  static var rota: [Command] {
    let from = Command.Option(name: "--from", value: "TIME", es: "desde", en: "from")
    let to = Command.Option(name: "--to", value: "TIME", es: "hasta", en: "to")
    return [
      show,
      Command(
        name: "rota check", options: [from, to],
        es: "Huecos, dobles guardias y ausencias de los próximos 14 días.",
        en: "Gaps, double shifts and absences of the next 14 days.", example: "amparo rota check"
      ) { call in
        try call.ask("rota.check", try call.members(of: "--from", "--to")) {
          Show(call.words).review($0)
        }
      },
      Command(
        name: "rota override", arguments: ["ROLE", "OFFICER", "FROM", "TO", "REASON..."],
        es: "Pone a un agente de guardia durante un tiempo, por encima del cuadrante.",
        en: "Puts an officer on call for a time, above the rota.",
        example: "amparo rota override primary o3 2026-12-24T07:00 2026-12-25T07:00 permuta"
      ) { call in
        let members = try call.members("role", "officer", "from", "to", "reason")
        return try call.ask("rota.override", members) { Show(call.words).change($0) }
      },
      Command(
        name: "rota swap", arguments: ["ROLE", "AT", "WITH", "REASON..."],
        es: "Permuta dos turnos: el de esa hora y el de la otra.",
        en: "Swaps two shifts: the one at that time and the one at the other.",
        example: "amparo rota swap primary 2026-12-01T12:00 2026-12-08T12:00 permuta"
      ) { call in
        try call.ask("rota.swap", try call.members("role", "at", "with", "reason")) {
          Show(call.words).change($0)
        }
      },
    ]
  }

  private static var show: Command {
    Command(
      name: "rota show",
      options: [
        .init(
          name: "--from", value: "DATE", es: "la semana de ese día", en: "the week of that day"),
        .init(
          name: "--month", value: "YYYY-MM", es: "un mes entero, como calendario",
          en: "a whole month, as a calendar"),
        .init(
          name: "--ics", value: "DIR", es: "un fichero iCalendar por agente, en ese directorio",
          en: "an iCalendar file for each officer, into that directory"),
      ],
      es: "El cuadrante de la semana o del mes.", en: "The rota of the week or the month.",
      example: "amparo rota show --month 2026-12"
    ) { call in try RotaShow(call).run() }
  }
}
