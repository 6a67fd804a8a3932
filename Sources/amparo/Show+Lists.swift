import AmparoCore

/// Lists as people read them.
extension Show {
  func absences(_ reply: JSONValue) {
    let clock = UnitClock(reply)
    list(reply["absences"]) { item in
      "\(text(item["officer"]))  \(clock.stretch(item))  \(text(item["reason"]))"
    }
  }

  func changes(_ reply: JSONValue) {
    list(reply["changes"]) { item in
      "\(item["seq"]?.int ?? 0)  \(LocalClock.text(item["at"]))  \(text(item["actor"]))  "
        + "\(record(item["event"]))  \(subject(item["facts"]))  \(text(item["reason"]))"
    }
    if reply["more"]?.bool == true {
      Output.line(words.pick("hay más: use --before", "there are more: use --before"))
    }
  }

  /// Of whom or of what a change is, in ids; of a document, how many parts it changed.
  private func subject(_ facts: JSONValue?) -> String {
    let names = ["case", "officer", "role", "count", "members", "from", "to"]
    return names.compactMap { facts?[$0] }.map(words.value).joined(separator: " ")
  }

  func followUps(_ reply: JSONValue) {
    let clock = UnitClock(reply)
    list(reply["followups"]) { followUpLine($0, clock) }
    if reply["more"]?.bool == true { Output.line(words.pick("hay más", "there are more")) }
  }

  func followUp(_ reply: JSONValue) {
    Output.line(followUpLine(reply, UnitClock(reply)))
    storage(reply)
    warnings(reply)
  }

  private func followUpLine(_ item: JSONValue, _ clock: UnitClock) -> String {
    let kind = FollowUpKind(rawValue: item["kind"]?.string ?? "").map(words.followUp) ?? "?"
    var line = "\(text(item["followup"]))  \(text(item["case"]))  \(kind)  "
    if let done = item["done"], !done.isNull {
      line += words.pick("hecho", "done") + " \(clock.text(done))"
    } else {
      line += words.pick("antes de", "by") + " \(clock.text(item["due"]))"
    }
    if item["overdue"]?.bool == true { line += words.pick("  VENCIDO", "  OVERDUE") }
    if let note = item["note"]?.string { line += "  " + Output.harmless(note) }
    return line
  }

  func looks(_ reply: JSONValue) {
    list(reply["looks"]) { item in
      let alert = item["alert"]?.int.map { "\(words.pick("alerta", "alert")) \($0)" } ?? ""
      let about = [item["case"]?.string, alert].compactMap(\.self).filter { !$0.isEmpty }
      let typed = [text(item["reason"]), item["find"].map { "«\(text($0))»" } ?? "", erased(item)]
      return "\(item["seq"]?.int ?? 0)  \(LocalClock.text(item["at"]))  \(text(item["person"]))  "
        + "\(record(item["look"]))  \(about.joined(separator: " "))  "
        + typed.filter { !$0.isEmpty }.joined(separator: " ")
    }
    if reply["more"]?.bool == true {
      Output.line(words.pick("hay más: use --after", "there are more: use --after"))
    }
  }

  private func erased(_ item: JSONValue) -> String {
    item["erased"]?.bool == true ? words.pick("(motivo borrado)", "(reason erased)") : ""
  }

  func erasable(_ reply: JSONValue) {
    let isErased = reply["erased"]?.bool == true
    Output.line(
      isErased ? words.pick("borrado:", "erased:") : words.pick("ha cumplido su plazo:", "due:"))
    let names = [
      ("alert_count", words.pick("alertas", "alerts")),
      ("alert_rows", words.pick("filas de alertas", "rows of alerts")),
      ("access_rows", words.pick("motivos de accesos", "reasons of looks")),
      ("followups", words.pick("notas de seguimientos", "notes of follow-ups")),
    ]
    for (member, name) in names { Output.line("  \(name): \(reply[member]?.int ?? 0)") }
    if let alerts = reply["alerts"]?.array, !alerts.isEmpty {
      Output.line("  \(words.pick("alertas", "alerts")): \(words.value(.array(alerts)))")
    }
    if let held = reply["held"]?.array, !held.isEmpty {
      Output.line(
        "  \(words.pick("conservadas", "on hold")): \(reply["held_count"]?.int ?? 0): "
          + words.value(.array(held)))
    }
    if reply["more"]?.bool == true { Output.line(words.pick("hay más", "there is more")) }
  }

  func holds(_ reply: JSONValue) {
    storage(reply)
    list(reply["holds"]) { item in
      "\(text(item["case"]))  \(LocalClock.text(item["at"]))  \(text(item["by"]))  "
        + text(item["reason"])
    }
  }

  func review(_ reply: JSONValue) {
    let clock = UnitClock(reply)
    func tell(_ name: String, _ es: String, _ en: String, _ what: (JSONValue) -> String) {
      list(reply[name]) { "\(words.pick(es, en)) \(what($0))" }
    }
    func role(_ item: JSONValue) -> String { "\(text(item["role"])): \(clock.stretch(item))" }
    if reply["warnings"]?.array?.isEmpty == true {
      Output.line(words.pick("sin problemas", "nothing wrong"))
    }
    tell("gaps", "NADIE DE GUARDIA", "NOBODY ON CALL", role)
    tell(
      "unseen", "DEMASIADOS RELEVOS, SIN REVISAR", "TOO MANY HANDOFFS, NOT LOOKED THROUGH", role)
    tell("no_channel", "sin medio de aviso que funcione", "no channel that works") {
      text($0["officer"])
    }
    tell("absences", "de guardia pero ausente", "on call but absent") {
      "\(text($0["officer"])) (\(text($0["role"]))): \(clock.stretch($0))"
    }
    tell("clashes", "en dos guardias a la vez", "on call twice at once") {
      "\(text($0["officer"])) (\(words.value($0["roles"] ?? .null))): \(clock.stretch($0))"
    }
    tell(
      "uncovered", "agente asignado ausente y sin suplente", "assigned officer absent, no deputy"
    ) {
      "\(text($0["case"])) (\(text($0["officer"]))): \(clock.stretch($0))"
    }
  }

  private func list(_ value: JSONValue?, _ line: (JSONValue) -> String) {
    for item in value?.array ?? [] { Output.line(line(item)) }
  }

  private func record(_ value: JSONValue?) -> String {
    Output.harmless(words.record(value?.string ?? ""))
  }

  private func text(_ value: JSONValue?) -> String { Output.harmless(value?.string ?? "") }
}
