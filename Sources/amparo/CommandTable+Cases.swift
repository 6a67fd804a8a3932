import AmparoCore
import AmparoHost
import Glibc

/// Looking at cases, and changing them one member at a time.
extension CommandTable {
  static var cases: [Command] { looksAtCases + [newCase] + changesOfCases + [importCases] }

  private static var looksAtCases: [Command] {
    [
      Command(
        name: "case show", arguments: ["CASE", "REASON..."],
        es: "La ficha de un expediente; el motivo queda registrado.",
        en: "The card of a case; the reason is put on record.",
        example: "amparo case show VG-0001 revisión de medidas"
      ) { call in
        try call.ask("case.show", try call.members("case", "reason")) {
          Show(call.words).card($0["card"])
        }
      },
      Command(
        name: "case list", arguments: ["[REASON...]"],
        options: [
          .init(name: "--assigned", value: "ID", es: "de ese agente", en: "of that officer"),
          .init(name: "--after", value: "CASE", es: "los siguientes", en: "those after"),
          .init(
            name: "--find", value: "TEXT", es: "con ese texto o número (- lo lee)",
            en: "with that text or number (- reads it)"),
        ],
        es: "Los expedientes.", en: "The cases.", example: "amparo case list --assigned o1"
      ) { call in
        let members =
          try call.members("reason") + call.members(of: "--assigned", "--after", "--find")
        return try call.ask("case.list", members) { Show(call.words).cases($0) }
      },
      Command(
        name: "case put", arguments: ["FILE", "[REASON...]"],
        es: "Crea o cambia un expediente entero (JSON5; - lo lee de la entrada).",
        en: "Makes or changes a whole case (JSON5; - reads standard input).",
        example: "amparo case put caso.json5 alta"
      ) { call in
        let value = try Document.parse(
          try Document.read(call.positional[0]), named: call.positional[0])
        let reason = try call.argument(1).map { [JSONMember("reason", .string($0))] } ?? []
        return try call.ask("case.put", [JSONMember("case", value)] + reason) {
          Show(call.words).change($0)
        }
      },
    ]
  }

  private static var newCase: Command {
    Command(
      name: "case new", arguments: ["CASE", "NUMBER", "REASON..."],
      options: [
        .init(name: "--alias", value: "TEXT", es: "nombre en clave", en: "code name"),
        .init(name: "--risk", value: choice(of: Risk.self), es: "riesgo", en: "risk"),
        .init(name: "--risk-at", value: "DATE", es: "valorado el", en: "assessed on"),
        .init(name: "--assigned", value: "ID", es: "agente asignado", en: "assigned officer"),
      ],
      es: "Da de alta un expediente con su número (- lo lee de la entrada).",
      en: "Makes a new case with its number (- reads it).",
      example: "amparo case new VG-0040 - --risk high --assigned o1 alta por denuncia"
    ) { call in
      let number = try call.argument(1) ?? ""
      let document =
        [
          JSONMember("id", .string(call.positional[0])),
          JSONMember("phones", .array([.string(number)])),
        ] + (try call.members(of: "--alias", "--risk", "--risk-at", "--assigned"))
      let members = [
        JSONMember("case", .object(document)), JSONMember("new", true),
        JSONMember("reason", .string(try call.argument(2) ?? "")),
      ]
      return try call.ask("case.put", members) { Show(call.words).change($0) }
    }
  }

  private static var changesOfCases: [Command] {
    let remove = Command.Option(
      name: "--remove", value: nil, es: "lo quita en lugar de ponerlo",
      en: "takes it away instead of adding it")
    return [
      edit(
        "case assign", "OFFICER", es: "Asigna el expediente a otro agente.",
        en: "Assigns the case to another officer.",
        example: "amparo case assign VG-0001 o3 cambio de turno"
      ) { call, officer in
        JSONMember("set", .object([JSONMember("assigned", .string(officer))]))
      },
      edit(
        "case deputy", "OFFICER", [remove], es: "Añade un suplente, o lo quita.",
        en: "Adds a deputy, or takes one away.",
        example: "amparo case deputy VG-0001 o4 vacaciones"
      ) { call, officer in element(call, "deputies", .string(officer)) },
      edit(
        "case exclude", "OFFICER", [remove],
        es: "Excluye a un agente del expediente (parentesco, conflicto), o deja de excluirlo.",
        en: "Excludes an officer from the case (kinship, conflict), or no longer does.",
        example: "amparo case exclude VG-0001 o5 parentesco"
      ) { call, officer in element(call, "excluded", .string(officer)) },
      edit(
        "case phone", "NUMBER",
        [
          .init(
            name: "--of", value: choice(of: CasePhone.Owner.self), es: "de quién es",
            en: "whose it is"),
          .init(
            name: "--until", value: "DATE", es: "su último día: sigue valiendo, como antiguo",
            en: "its last day: it still matches, as an old one"),
          remove,
        ],
        es: "Añade un número al expediente, o dice hasta cuándo vale (- lo lee de la entrada).",
        en: "Adds a number to the case, or says when it ends (- reads it).",
        example: "amparo case phone VG-0001 - --of school cambio de colegio"
      ) { call, number in
        let ends = try call.members(of: "--of", "--until")
        return element(
          call, "phones", .object([JSONMember("number", .string(number))] + ends))
      },
      edit(
        "case set", "JSON", es: "Cambia otros datos (JSON5; - lo lee de la entrada).",
        en: "Changes other members (JSON5; - reads them).",
        example:
          "amparo case set VG-0001 '{risk:\"high\", risk_at:\"2026-11-24\"}' nueva valoración"
      ) { call, text in
        JSONMember("set", try Document.parse(Array(text.utf8), named: "JSON"))
      },
    ]
  }

  private static func element(
    _ call: Invocation, _ list: String, _ value: JSONValue
  ) -> JSONMember {
    JSONMember(
      call.has("--remove") ? "remove" : "add",
      .object([JSONMember(list, .array([value]))]))
  }

  /// A change of a case: which case, to what, and why.
  private static func edit(
    _ name: String, _ argument: String, _ options: [Command.Option] = [], es: String, en: String,
    example: String, _ change: @escaping (Invocation, String) throws -> JSONMember
  ) -> Command {
    Command(
      name: name, arguments: ["CASE", argument, "REASON..."], options: options, es: es, en: en,
      example: example
    ) { call in
      let changed = try change(call, try call.argument(1) ?? "")
      let members = [
        JSONMember("case", .string(call.positional[0])), changed,
        JSONMember("reason", .string(try call.argument(2) ?? "")),
      ]
      return try call.ask("case.edit", members) { Show(call.words).change($0) }
    }
  }

  private static var importCases: Command {
    Command(
      name: "case import", arguments: ["FILE", "[REASON...]"],
      options: [
        .init(
          name: "--dry-run", value: nil, es: "solo dice qué cambiaría y qué está mal",
          en: "only says what would change, and what is wrong")
      ],
      es: "Crea y cambia expedientes desde una tabla CSV (UTF-8); con un fallo no cambia nada.",
      en: "Makes and changes cases from a CSV table (UTF-8); with a fault it changes nothing.",
      example: "amparo case import casos.csv --dry-run"
    ) { call in
      let members =
        [JSONMember("descriptor", true), JSONMember("dry_run", .bool(call.has("--dry-run")))]
        + (try call.argument(1).map { [JSONMember("reason", .string($0))] } ?? [])
      return try call.askAboutFaults(
        "case.import", members, passing: try Document.open(call.positional[0]))
    }
  }
}
