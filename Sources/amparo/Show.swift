import AmparoCore

/// Replies as people read them.
struct Show {
  let words: Words
  init(_ words: Words) { self.words = words }

  func standing(_ reply: JSONValue) {
    Output.line(summary(reply))
    storage(reply)
  }

  /// A word of warning where what was taken is not stored.
  func storage(_ reply: JSONValue) {
    guard reply["durable"]?.bool == false else { return }
    Output.line(
      words.pick(
        "¡atención! aún no está guardado en disco", "attention: not stored on disk yet"))
  }

  private func summary(_ reply: JSONValue) -> String {
    let alert = words.pick("alerta", "alert")
    var text = "\(alert) \(reply["alert"]?.int ?? 0): \(words.state(reply["state"]?.string ?? ""))"
    if let responder = reply["responder"]?.string { text += " (\(Output.harmless(responder)))" }
    if let step = reply["step"]?.int, reply["state"]?.string == "paging" {
      text += ", \(words.pick("paso", "step")) \(step)"
      if let round = reply["round"]?.int, round > 0 {
        text += ", \(words.pick("vuelta", "round")) \(round + 1)"
      }
    }
    return text
  }

  func raised(_ reply: JSONValue) {
    standing(reply)
    var notes = [words.pick("código", "code") + " \(reply["code"]?.string ?? "")"]
    if reply["known"]?.bool == false {
      notes.append(words.pick("persona sin identificar", "unknown caller"))
    }
    if reply["repeat"]?.bool == true {
      notes.append(words.pick("se une a una alerta abierta", "joins an open alert"))
    }
    if reply["duplicate"]?.bool == true {
      notes.append(words.pick("ya recibida", "already received"))
    }
    Output.line(notes.joined(separator: ", "))
    warnings(reply)
  }

  /// What was taken, but not as it was meant.
  func warnings(_ reply: JSONValue) {
    for warning in reply["warnings"]?.array ?? [] {
      Output.line("  ! " + Output.harmless(words.sentence(warning.string ?? "")))
    }
  }

  func queue(_ reply: JSONValue) {
    let alerts = reply["alerts"]?.array ?? []
    if alerts.isEmpty { Output.line(words.pick("nada espera", "nothing waits")) }
    for alert in alerts { self.alert(alert) }
    for notice in reply["notices"]?.array ?? [] { self.notice(notice) }
  }

  /// Something to do by and by: one quiet line, and one for each thing it is made of.
  func notice(_ notice: JSONValue) {
    let name = notice["followup"]?.string.map { "  [\($0)]" } ?? ""
    Output.line("· " + Output.harmless((notice["text"]?.string ?? "") + name))
    for concern in notice["concerns"]?.array ?? [] {
      Output.line("    " + Output.harmless(concern.string ?? ""))
    }
  }

  func alerts(_ reply: JSONValue) {
    for row in reply["alerts"]?.array ?? [] {
      let cases = row["cases"].map(words.value) ?? "-"
      let outcome = outcome(row)
      let drill = row["drill"]?.bool == true ? words.pick(" SIMULACRO", " DRILL") : ""
      Output.line(
        "\(LocalClock.text(row["raised_at"]))  \(summary(row))  \(cases)\(outcome)\(drill)")
    }
    if reply["more"]?.bool == true {
      Output.line(words.pick("hay más: use --before", "there are more: use --before"))
    }
  }

  func alert(_ reply: JSONValue) {
    if reply["drill"]?.bool == true {
      Output.line(words.pick("*** SIMULACRO ***", "*** DRILL ***"))
    }
    Output.line(
      summary(reply) + "  P\(reply["priority"]?.int ?? 0)  \(reply["code"]?.string ?? "")  "
        + LocalClock.text(reply["raised_at"]))
    if let reason = reply["reason"]?.string { Output.line("  \(Output.harmless(reason))") }
    if let deadline = reply["deadline"], !deadline.isNull {
      Output.line("  \(words.pick("plazo", "deadline")): \(LocalClock.text(deadline))")
    }
    if reply["outcome"]?.string != nil {
      let closing = words.closing(complaint: reply["complaint"], referrals: reply["referrals"])
      Output.line(" " + ([outcome(reply)] + closing).joined(separator: "; "))
    }
    call(reply["call"])
    card(reply["card"])
    for other in reply["other_cards"]?.array ?? [] { card(other) }
  }

  private func outcome(_ item: JSONValue) -> String {
    guard let outcome = item["outcome"], !outcome.isNull else { return "" }
    return " " + words.value(outcome, of: "outcome")
  }

  func call(_ value: JSONValue?) {
    guard let value else { return }
    Output.line("  " + words.value(value))
  }

  /// The card, one line for each thing an officer needs, in its order.
  func card(_ value: JSONValue?) {
    guard let value else { return }
    guard case .object(let members) = value else {
      return Output.line(
        "  " + words.pick("SIN EXPEDIENTE: persona sin identificar", "NO CASE: unknown caller"))
    }
    let width = members.map { words.label($0.name).count }.max() ?? 0
    for member in members {
      let label = Help.padded(words.label(member.name), width)
      Output.line("  \(label)  \(words.value(member.value, of: member.name))")
    }
  }

  func who(_ reply: JSONValue) {
    let clock = UnitClock(reply)
    for item in reply["on_call"]?.array ?? [] {
      let officer =
        item["officer"]?.string ?? words.pick("¡NADIE!", "NOBODY!")
      let kind = item["source"].flatMap { $0.isNull ? nil : words.value($0, of: "source") }
      let source = [kind, item["layer"]?.string].compactMap(\.self).joined(separator: " ")
      let away = item["absent"]?.bool == true ? " " + words.pick("¡AUSENTE!", "AWAY!") : ""
      let until =
        item["until"]?.string == nil
        ? "" : " \(words.pick("hasta", "until")) \(clock.text(item["until"]))"
      Output.line(
        Output.harmless(
          "\(item["role"]?.string ?? ""): \(officer)\(source.isEmpty ? "" : " (\(source))")\(away)")
          + until)
    }
  }

  func officers(_ reply: JSONValue) {
    for officer in reply["officers"]?.array ?? [] {
      var marks: [String] = []
      if officer["supervisor"]?.bool == true { marks.append(words.pick("mando", "supervisor")) }
      if officer["absent"]?.bool == true { marks.append(words.pick("ausente", "away")) }
      if officer["terminal"]?.bool == true { marks.append("terminal") }
      if let held = officer["holds"]?.array, !held.isEmpty {
        marks.append(words.pick("atiende ", "holds ") + words.value(.array(held)))
      }
      Output.line(
        Output.harmless("\(officer["officer"]?.string ?? "")  \(officer["name"]?.string ?? "")")
          + (marks.isEmpty ? "" : "  (\(marks.joined(separator: ", ")))"))
    }
  }

  func cases(_ reply: JSONValue) {
    for item in reply["cases"]?.array ?? [] {
      let names = ["case", "alias", "risk", "status", "assigned"]
      Output.line(
        names.map { words.value(item[$0] ?? .null, of: $0) }.joined(separator: "  "))
    }
    if reply["more"]?.bool == true {
      Output.line(words.pick("hay más: use --after", "there are more: use --after"))
    }
  }

  func change(_ reply: JSONValue) {
    let count = reply["changed"]?["count"]?.int ?? 0
    Output.line(words.pick("cambios: \(count)", "changes: \(count)"))
    storage(reply)
    for verb in ["added", "changed", "removed"] {
      for member in reply["changed"]?[verb]?.members ?? [] {
        let done = words.word(verb, of: "changed") ?? verb
        Output.line("  \(done) \(words.label(member.name)): \(words.value(member.value))")
      }
    }
    for kind in ["faults", "warnings"] {
      for item in reply[kind]?.array ?? [] {
        let text = "\(item["path"]?.string ?? ""): \(item["message"]?.string ?? "")"
        Output.line("  ! " + Output.harmless(words.sentence(text)))
      }
    }
  }
}
