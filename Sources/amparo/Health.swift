import AmparoCore

/// `health`, by the conventions of monitoring plug-ins (monitoring-plugins.org, "Plugin Output for
/// Nagios"): one line, with figures behind a bar, and the exit code says it all. A daemon that does
/// not answer is 3, unknown.
struct Health {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  private static let unknown: Int32 = 3

  func run() throws -> Int32 {
    let reply: JSONValue
    do {
      reply = try call.reply("health", [], passing: nil)
      try Session.throwIfRefused(reply)
    } catch CommandError.unreachable(let message) {
      return tellUnknown(message)
    } catch CommandError.refused(let code, let message, _) {
      return tellUnknown(call.words.refused(code, message))
    }
    let status = reply["status"]?.string ?? ""
    if call.isJSON {
      Output.line(JSONWriter.text(reply))
    } else {
      Output.line(
        "AMPARO \(status.uppercased()) - \(Self.plain(summary(reply))) | "
          + Self.figures(reply["figures"]))
    }
    switch status {
    case "ok": return 0
    case "warning": return 1
    default: return 2
    }
  }

  private func tellUnknown(_ message: String) -> Int32 {
    Output.line("AMPARO UNKNOWN - " + Self.plain(message))
    return Self.unknown
  }

  /// The worst first.
  private func summary(_ reply: JSONValue) -> String {
    let checks = reply["checks"]?.array ?? []
    let bad = ["critical", "warning"].flatMap { status in
      checks.filter { $0["status"]?.string == status }
    }
    guard !bad.isEmpty else {
      return call.words.pick("\(checks.count) comprobaciones", "\(checks.count) checks")
    }
    return bad.map { check in
      let name = check["name"]?.string ?? ""
      // By its name the runbook has it.
      return name + ": " + call.words.health(name, check["message"]?.string ?? "")
    }.joined(separator: "; ")
  }

  /// `open=2;;;0 backup_age=3600s;;;0`: none can be less than zero.
  private static func figures(_ value: JSONValue?) -> String {
    (value?.members ?? []).map { member in
      let unit = member.name.hasSuffix("_age") ? "s" : ""
      return "\(member.name)=\(member.value.int ?? 0)\(unit);;;0"
    }.joined(separator: " ")
  }

  /// On one line, and without the bar before which the text ends.
  private static func plain(_ text: String) -> String {
    String(Output.harmless(text).map { $0 == "|" ? "/" : $0 })
  }
}
