import AmparoCore

/// Reports as people read them.
extension Show {
  func report(_ reply: JSONValue) {
    Output.line(
      "\(LocalClock.text(reply["from"])) - \(LocalClock.text(reply["to"]))")
    part(reply["alerts"], words.pick("alertas", "alerts"))
    part(reply["drills"], words.pick("simulacros", "drills"))
  }

  private func part(_ value: JSONValue?, _ name: String) {
    guard let value else { return }
    let open = value["open"]?.int ?? 0
    Output.line("\(name): \(value["count"]?.int ?? 0) (\(words.pick("abiertas", "open")) \(open))")
    guard value["count"]?.int != 0 else { return }
    counts(words.pick("resultado", "outcome"), value["outcomes"], "outcome")
    counts(words.pick("vía", "source"), value["sources"], "source")
    Output.line(
      "  \(words.pick("llamadas más", "further calls")): \(value["further_calls"]?.int ?? 0)")
    times(words.pick("aviso", "page"), value["page"])
    times(words.pick("aceptación", "acknowledgement"), value["acknowledgement"])
    times(words.pick("llegada", "arrival"), value["arrival"])
  }

  private func counts(_ name: String, _ value: JSONValue?, _ kind: String) {
    let parts = (value?.members ?? []).map { member in
      "\(words.value(.string(member.name), of: kind)) \(member.value.int ?? 0)"
    }
    if !parts.isEmpty { Output.line("  \(name): \(parts.joined(separator: ", "))") }
  }

  private func times(_ name: String, _ value: JSONValue?) {
    guard let value else { return }
    var parts = ["p50", "p90", "p95", "p99", "max"].compactMap { rank in
      value[rank]?.number.map { "\(rank) \($0) s" }
    }
    if let without = value["without"]?.int, without > 0 {
      parts.append("\(words.pick("sin", "without")) \(without)")
    }
    if let objective = value["objective"], let reached = objective["reached"]?.number {
      let isMet = objective["met"]?.bool == true
      let mark = isMet ? words.pick("cumple", "met") : words.pick("NO CUMPLE", "NOT MET")
      parts.append(
        "\(reached) % ≤ \(objective["within"]?.string ?? "") "
          + "(\(words.pick("objetivo", "objective")) \(objective["percent"]?.int ?? 0) %: \(mark))")
    }
    if !parts.isEmpty { Output.line("  \(name): \(parts.joined(separator: ", "))") }
  }
}
