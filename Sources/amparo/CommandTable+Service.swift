import AmparoCore

/// Looking after the service.
extension CommandTable {
  static var service: [Command] {
    [
      Command(
        name: "health", es: "El estado del servicio, como lo leen los sistemas de vigilancia.",
        en: "How the service is, as monitoring systems read it.", example: "amparo health"
      ) { call in try Health(call).run() },
      Command(
        name: "metrics",
        options: [
          .init(
            name: "--textfile", value: "PATH", es: "a un fichero para node_exporter",
            en: "to a file for the node exporter")
        ],
        es: "Las cifras, en texto OpenMetrics.", en: "The figures, as OpenMetrics text.",
        example: "amparo metrics --textfile /var/lib/prometheus/node-exporter/amparo.prom"
      ) { call in try MetricsCommand(call).run() },
      Command(
        name: "report",
        options: [
          .init(name: "--from", value: "TIME", es: "desde (30 días)", en: "from (30 days)"),
          .init(name: "--to", value: "TIME", es: "hasta", en: "to"),
          .init(name: "--export", value: "FILE", es: "a un fichero JSON", en: "to a JSON file"),
        ],
        es: "Cuánto se tardó en avisar, aceptar y llegar, y en qué acabaron las alertas.",
        en: "How long paging, acknowledging and arriving took, and how alerts ended.",
        example: "amparo report --from 2026-11-01 --to 2026-12-01"
      ) { call in
        let members = try call.members(of: "--from", "--to")
        guard let file = call.options["--export"] else {
          return try call.ask("report", members) { Show(call.words).report($0) }
        }
        return try call.export("report", members, to: file)
      },
      Command(
        name: "audit verify", arguments: ["[HEAD]"],
        es: "Comprueba la cadena del registro; con una cabeza anotada, también su final.",
        en: "Verifies the ledger's chain; given a head noted earlier, its end as well.",
        example: "amparo audit verify"
      ) { call in try verify(call) },
      Command(
        name: "reload", es: "Vuelve a leer la configuración.", en: "Reads the configuration anew.",
        example: "amparo reload"
      ) { call in
        try call.ask("config.reload") { reply in
          Output.line(call.words.pick("configuración en uso", "configuration in use"))
          Show(call.words).warnings(reply)
        }
      },
      Command(
        name: "request", arguments: ["[JSON...]"],
        es: "Envía una línea JSON tal cual (argumento o entrada).",
        en: "Sends one JSON line as it is (argument or standard input).",
        example: "amparo request '{\"op\":\"version\"}'"
      ) { call in
        guard let line = try call.argument(0) ?? readLine(), !line.contains("\n") else {
          throw CommandError.usage(call.words.pick("falta la línea JSON", "no JSON line"))
        }
        let reply = try Session(call.socket, call.words).exchange(Array(line.utf8))
        Output.line(JSONWriter.text(reply))
        return reply["ok"]?.bool == true ? ExitCode.done : ExitCode.refused
      },
      Command(
        name: "version", es: "La versión del servicio.", en: "The daemon's version.",
        example: "amparo version"
      ) { call in
        try call.ask("version") { Output.line("amparo \($0["version"]?.string ?? "?")") }
      },
    ]
  }

  /// A broken chain is an answer, and ends with 1 all the same, so that a script notices.
  private static func verify(_ call: Invocation) throws -> Int32 {
    let head = try call.argument(0).map { [JSONMember("head", .string($0))] } ?? []
    var isIntact = false
    let code = try call.ask("audit.verify", head) { reply in
      isIntact = reply["intact"]?.bool == true
      let words = call.words
      if isIntact {
        Output.line(
          words.pick("cadena íntegra", "chain intact")
            + ": \(reply["rows"]?.int ?? 0), \(reply["head"]?.string ?? "")")
      } else {
        Output.line(
          words.pick("CADENA ROTA", "CHAIN BROKEN") + ": \(reply["message"]?.string ?? "")")
      }
    }
    return call.isJSON ? code : isIntact ? ExitCode.done : ExitCode.refused
  }
}
