import AmparoCore

/// `health`, by the conventions of monitoring plug-ins: one line with figures behind a bar, and the
/// exit code says it all.
struct Health {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  func run() throws -> Int32 {
    var status = "critical"
    _ = try call.ask("health") { reply in
      status = reply["status"]?.string ?? status
      let checks = reply["checks"]?.array ?? []
      let bad = checks.filter { $0["status"]?.string != "ok" }
      let text = bad.map { check in
        Output.harmless("\(check["name"]?.string ?? ""): \(check["message"]?.string ?? "")")
      }
      let summary = text.isEmpty ? "\(checks.count) checks" : text.joined(separator: "; ")
      Output.line(
        "AMPARO \(status.uppercased()) - \(summary) | open=\(reply["open_alerts"]?.int ?? 0)")
    }
    if call.isJSON { status = try jsonStatus() }
    switch status {
    case "ok": return 0
    case "warning": return 1
    default: return 2
    }
  }

  private func jsonStatus() throws -> String {
    var session = try Session(call.socket, call.words)
    return try session.ask("health", [])["status"]?.string ?? "critical"
  }
}
