import AmparoCore

/// What officers do with an alert.
extension CommandTable {
  static var raise: Command {
    Command(
      name: "raise",
      options: [
        .init(
          name: "--caller", value: "NUMBER", es: "el número que llama (- lo lee de la entrada)",
          en: "the calling number (- reads it from standard input)"),
        .init(name: "--case", value: "ID", es: "el expediente", en: "the case"),
        .init(
          name: "--request-id", value: "ID", es: "identificador de la llamada, para reintentos",
          en: "the call's own id, for retries"),
        .init(
          name: "--source", value: choice(of: AlertSource.self), es: "por dónde llega (console)",
          en: "by which way it comes (console)"),
        .init(
          name: "--role", value: choice(of: CallerRole.self), es: "quién llama",
          en: "who calls"),
        .init(name: "--note", value: "TEXT", es: "una nota (- la lee)", en: "a note (- reads it)"),
        .init(name: "--silent", value: nil, es: "llamada en silencio", en: "a silent call"),
      ],
      es: "Da una alerta, como lo hace la central de telefonía.",
      en: "Raises an alert, as the telephony gateway does.",
      example: "amparo raise --caller 600111001"
    ) { call in
      let names = [
        ("--caller", "caller"), ("--case", "case"), ("--request-id", "request_id"),
        ("--source", "source"), ("--role", "caller_role"), ("--note", "note"),
      ]
      var members = try names.compactMap { option, name in
        try call.option(option).map { JSONMember(name, .string($0)) }
      }
      if !call.has("--source") { members.append(JSONMember("source", "console")) }
      if call.has("--silent") { members.append(JSONMember("silent", true)) }
      return try call.ask("alert.raise", members) { Show(call.words).raised($0) }
    }
  }

  static var answers: [Command] {
    [
      simple(
        "ack", "alert.acknowledge", es: "Acepta una alerta: usted se hace cargo.",
        en: "Acknowledges an alert: you take it.", example: "amparo ack 17"),
      withText(
        "decline", "alert.decline", "reason",
        es: "Rechaza un aviso con un motivo; se avisa al siguiente.",
        en: "Declines a page with a reason; the next is paged.",
        example: "amparo decline 17 estoy en el juzgado"),
      progress("en-route", "en_route", es: "Va de camino.", en: "You are on the way."),
      progress(
        "on-scene", "on_scene", es: "Está en el lugar; repetido, confirma que está bien.",
        en: "You are on scene; said again, that you are well."),
      withText(
        "release", "alert.release", "reason", isOptional: true,
        es: "Devuelve la alerta: se vuelve a avisar a los demás.",
        en: "Gives the alert back: the others are paged again.",
        example: "amparo release 17 averia del coche"),
      withText(
        "note", "alert.note", "text", es: "Añade una nota al historial.",
        en: "Adds a note to the history.", example: "amparo note 17 no abre la puerta"),
    ]
  }

  static var closing: [Command] {
    [
      withText(
        "transfer", "alert.transfer", "to", es: "Transfiere la alerta a otro agente (mandos).",
        en: "Transfers the alert to another officer (supervisors).",
        example: "amparo transfer 17 o4"),
      resolve,
      withText(
        "cancel", "alert.cancel", "reason", es: "Anula una alerta con un motivo (mandos).",
        en: "Cancels an alert with a reason (supervisors).",
        example: "amparo cancel 17 prueba de la central"),
      Command(
        name: "drill",
        options: [
          .init(name: "--case", value: "ID", es: "el expediente", en: "the case"),
          .init(
            name: "--call", es: "por teléfono: la centralita llama a la línea",
            en: "by telephone: the telephone system calls the line"),
          .init(
            name: "--within", value: "TIME", es: "espera a que alguien acepte; si no, acaba con 1",
            en: "waits for somebody to acknowledge it; ends with 1 where nobody does"),
        ],
        es: "Empieza un simulacro por todo el camino real.",
        en: "Starts a drill along the whole real path.", example: "amparo drill --within 15m"
      ) { call in try Drill(call).run() },
    ]
  }

  private static var resolve: Command {
    let referrals = Referral.allCases.map(\.rawValue).joined(separator: ", ")
    let outcomes = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    return Command(
      name: "resolve", arguments: ["ALERT", "OUTCOME"],
      options: [
        .init(
          name: "--complaint", value: choice(of: Complaint.self), es: "denuncia",
          en: "complaint"),
        .init(
          name: "--referral", value: "WORDS", es: "derivada a, con comas: \(referrals)",
          en: "referred to, with commas between: \(referrals)"),
        .init(name: "--note", value: "TEXT", es: "una nota (- la lee)", en: "a note (- reads it)"),
      ],
      es: "Cierra la alerta con su resultado: \(outcomes).",
      en: "Closes the alert with its outcome: \(outcomes).",
      example: "amparo resolve 17 attended --complaint filed --referral school,social_services"
    ) { call in
      var members = [try call.alert()]
      if let outcome = try call.argument(1) {
        members.append(JSONMember("outcome", .string(outcome)))
      }
      if let referrals = try call.option("--referral") {
        let words = referrals.split(separator: ",").map { JSONValue.string(String($0)) }
        members.append(JSONMember("referral", .array(words)))
      }
      members += try call.members(of: "--complaint", "--note")
      return try call.ask("alert.resolve", members) { Show(call.words).standing($0) }
    }
  }

  private static func simple(
    _ name: String, _ operation: String, _ members: [JSONMember] = [], es: String, en: String,
    example: String
  ) -> Command {
    Command(name: name, arguments: ["ALERT"], es: es, en: en, example: example) { call in
      try call.ask(operation, [try call.alert()] + members) { Show(call.words).standing($0) }
    }
  }

  private static func progress(
    _ name: String, _ status: String, es: String, en: String
  ) -> Command {
    simple(
      name, "alert.progress", [JSONMember("status", .string(status))], es: es, en: en,
      example: "amparo \(name) 17")
  }

  private static func withText(
    _ name: String, _ operation: String, _ member: String, isOptional: Bool = false, es: String,
    en: String, example: String
  ) -> Command {
    let word = member.uppercased()
    return Command(
      name: name,
      arguments: ["ALERT", isOptional ? "[\(word)...]" : member == "to" ? word : "\(word)..."],
      es: es, en: en, example: example
    ) { call in
      let text = try call.argument(1).map { [JSONMember(member, .string($0))] } ?? []
      return try call.ask(operation, [try call.alert()] + text) { Show(call.words).standing($0) }
    }
  }
}
