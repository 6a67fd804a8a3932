import AmparoCore

/// What there is to see.
extension CommandTable {
  static var queue: Command {
    Command(
      name: "queue",
      options: [
        .init(
          name: "--follow", value: nil,
          es: "queda a la escucha: muestra cada aviso y admite órdenes (? las explica)",
          en: "stays and listens: shows each page and takes commands (? explains them)")
      ],
      es: "Lo que espera a un agente ahora; con --follow, su terminal.",
      en: "What waits for an officer now; with --follow, their terminal.",
      example: "amparo queue --follow"
    ) { call in
      if call.has("--follow") { return try Follow(call).run() }
      return try call.ask("queue.list") { Show(call.words).queue($0) }
    }
  }

  static var looking: [Command] {
    [
      Command(
        name: "alerts",
        options: [
          .init(
            name: "--state", value: choice(of: AlertState.self), es: "solo ese estado",
            en: "that state only"),
          .init(name: "--since", value: "TIME", es: "desde (RFC 3339)", en: "since (RFC 3339)"),
          .init(name: "--before", value: "N", es: "anteriores a la N", en: "older than N"),
          .init(name: "--limit", value: "N", es: "cuántas", en: "how many"),
        ],
        es: "Las alertas, la última primero.", en: "The alerts, the newest first.",
        example: "amparo alerts --state paging"
      ) { call in
        var members: [JSONMember] = []
        for name in ["state", "since"] {
          if let text = try call.option("--\(name)") {
            members.append(JSONMember(name, .string(text)))
          }
        }
        for name in ["before", "limit"] {
          guard let text = try call.option("--\(name)") else { continue }
          guard let number = Int64(text) else {
            throw CommandError.usage("--\(name): \(call.words.pick("un número", "a number"))")
          }
          members.append(JSONMember(name, .int(number)))
        }
        return try call.ask("alert.list", members) { Show(call.words).alerts($0) }
      },
      Command(
        name: "alert", arguments: ["ALERT"], es: "Una alerta, con su ficha.",
        en: "One alert, with its card.", example: "amparo alert 17"
      ) { call in
        try call.ask("alert.get", [try call.alert()]) { Show(call.words).alert($0) }
      },
      Command(
        name: "history", arguments: ["ALERT"],
        es: "Todo lo ocurrido con una alerta, en orden, con quién y por qué.",
        en: "All that happened to an alert, in order, with who and why.",
        example: "amparo history 17"
      ) { call in
        try call.askInParts("alert.history", [try call.alert()], of: "events") {
          History(call.words).show($0)
        }
      },
      Command(
        name: "who",
        options: [
          .init(name: "--at", value: "TIME", es: "a esa hora (RFC 3339)", en: "at (RFC 3339)"),
          .init(name: "--role", value: "ROLE", es: "solo esa función", en: "that role only"),
        ],
        es: "Quién está de guardia, y por qué.", en: "Who is on call, and why.",
        example: "amparo who"
      ) { call in
        let members = try ["at", "role"].compactMap { name in
          try call.option("--\(name)").map { JSONMember(name, .string($0)) }
        }
        return try call.ask("rota.who", members) { Show(call.words).who($0) }
      },
    ]
  }
}
