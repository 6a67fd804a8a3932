import AmparoCore

/// What happened to an alert, in words.
struct History {
  private let words: Words
  init(_ words: Words) { self.words = words }

  func show(_ reply: JSONValue) {
    for event in reply["events"]?.array ?? [] {
      Output.line(
        "\(LocalClock.text(event["at"]))  \(sentence(event))  [\(event["actor"]?.string ?? "")]")
      details(event["facts"])
      if let said = event["said"], said["addresses"] == nil {
        Output.line("                  «\(words.value(said))»")
      }
      if event["erased"]?.bool == true {
        Output.line("                  " + words.pick("(lo dicho se borró)", "(words erased)"))
      }
    }
  }

  private func sentence(_ event: JSONValue) -> String {
    let facts = event["facts"]
    func fact(_ name: String, as member: String? = nil) -> String {
      facts?[name].map { words.value($0, of: member ?? name) } ?? ""
    }
    let officer = fact("officer")
    switch event["event"]?.string {
    case "raised":
      return words.pick("ALERTA por ", "ALERT by ") + fact("source") + ", \(fact("cases"))"
    case "call_repeated": return words.pick("vuelve a llamar", "calls again")
    case "call_updated": return words.pick("la llamada: ", "the call: ") + fact("event", as: "call")
    case "step_started":
      return words.pick("paso ", "step ") + fact("step")
        + words.pick(", vuelta ", ", round ") + fact("round")
        + " (\(cause(facts?["cause"]?.string ?? "")))"
    case "step_empty":
      return words.pick("paso ", "step ") + fact("step") + words.pick(": nadie", ": nobody")
    case "round_paused":
      return words.pick("nadie localizado; pausa ", "nobody reached; pause ")
        + fact("within")
    case "notified": return words.pick("informados", "told")
    case "page_ended":
      return words.pick("aviso ", "page ") + fact("page") + ": \(fact("result"))"
    case "acknowledged": return officer + words.pick(" la acepta", " acknowledges")
    case "supported": return officer + words.pick(" queda de apoyo", " stands by as support")
    case "declined": return officer + words.pick(" la rechaza", " declines")
    case "progressed": return "\(officer): \(words.state(facts?["status"]?.string ?? ""))"
    case "check_in_asked":
      return words.pick("se pide señal a ", "a sign is asked of ") + officer
    case "checked_in": return officer + words.pick(" está bien", " is well")
    case "responder_silent":
      return officer + words.pick(" no da señal; se sigue avisando", " is silent; paging goes on")
    case "released": return officer + words.pick(" la devuelve", " gives it back")
    case "transferred": return words.pick("transferida a ", "transferred to ") + fact("to")
    case "resolved":
      return words.pick("RESUELTA: ", "RESOLVED: ") + fact("outcome") + closing(facts)
    case "cancelled": return words.pick("ANULADA", "CANCELLED")
    case "noted": return words.pick("nota", "note")
    case "late_fact": return "\(officer): \(fact("fact")) " + words.pick("(tarde)", "(late)")
    case let other: return other ?? ""
    }
  }

  private func closing(_ facts: JSONValue?) -> String {
    words.closing(complaint: facts?["complaint"], referrals: facts?["referrals"])
      .map { "; \($0)" }.joined()
  }

  private func cause(_ cause: String) -> String {
    switch StepStarted.Cause(rawValue: cause) {
    case .raised: words.pick("llamada", "the call")
    case .timeUp: words.pick("nadie contestó a tiempo", "nobody answered in time")
    case .allDeclined: words.pick("todos rechazaron", "all declined")
    case .allFailed: words.pick("ningún aviso llegó", "no page arrived")
    case .repeatCall: words.pick("volvió a llamar", "she called again")
    case .responderSilent: words.pick("sin noticias del agente", "the responder is silent")
    case .checkInMissed: words.pick("control sin respuesta", "check-in missed")
    case .released: words.pick("devuelta", "given back")
    case .transferred: words.pick("transferencia", "transfer")
    case .roundBegun: words.pick("nueva vuelta", "a new round")
    case nil: cause
    }
  }

  /// Who was paged and why, and who was passed over and why.
  private func details(_ facts: JSONValue?) {
    for page in facts?["pages"]?.array ?? [] {
      let ground = page["layer"] ?? page["ground"] ?? .string("")
      Output.line(
        "                  → \(words.value(page["officer"] ?? .null)) "
          + "\(words.pick("por", "by")) \(words.value(page["channel"] ?? .null)): "
          + "\(target(page)) \(words.value(ground, of: "ground"))")
    }
    for passed in facts?["passed_over"]?.array ?? [] {
      Output.line(
        "                  ✗ \(Output.harmless(passed["officer"]?.string ?? "-")) "
          + "(\(target(passed))): \(words.value(passed["cause"] ?? .null, of: "cause"))")
    }
  }

  private func target(_ item: JSONValue) -> String {
    words.value(item["target"] ?? .string(""), of: "target")
  }
}
