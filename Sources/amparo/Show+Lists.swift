import AmparoCore

/// Lists as people read them.
extension Show {
  func absences(_ reply: JSONValue) {
    list(reply["absences"]) { item in
      "\(text(item["officer"]))  \(stretch(item))  \(text(item["reason"]))"
    }
  }

  func followUps(_ reply: JSONValue) {
    list(reply["followups"], followUpLine)
    if reply["more"]?.bool == true { Output.line(words.pick("hay más", "there are more")) }
  }

  func followUp(_ reply: JSONValue) {
    Output.line(followUpLine(reply))
    for warning in reply["warnings"]?.array ?? [] { Output.line("  ! \(words.value(warning))") }
  }

  private func followUpLine(_ item: JSONValue) -> String {
    let kind = FollowUpKind(rawValue: item["kind"]?.string ?? "").map(words.followUp) ?? "?"
    var line = "\(text(item["followup"]))  \(text(item["case"]))  \(kind)  "
    if let done = item["done"], !done.isNull {
      line += words.pick("hecho", "done") + " \(LocalClock.text(done))"
    } else {
      line += words.pick("antes de", "by") + " \(LocalClock.text(item["due"]))"
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
        + "\(text(item["look"]))  \(about.joined(separator: " "))  "
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
    list(reply["holds"]) { item in
      "\(text(item["case"]))  \(LocalClock.text(item["at"]))  \(text(item["by"]))  "
        + text(item["reason"])
    }
  }

  func review(_ reply: JSONValue) {
    let warnings = reply["warnings"]?.array ?? []
    if warnings.isEmpty { Output.line(words.pick("sin problemas", "nothing wrong")) }
    list(reply["gaps"]) { item in
      words.pick("NADIE DE GUARDIA", "NOBODY ON CALL") + " \(text(item["role"])): \(stretch(item))"
    }
    list(reply["clashes"]) { item in
      words.pick("en dos guardias a la vez", "on call twice at once")
        + " \(text(item["officer"])) (\(words.value(item["roles"] ?? .null))): \(stretch(item))"
    }
    list(reply["absences"]) { item in
      words.pick("de guardia pero ausente", "on call but absent")
        + " \(text(item["officer"])) (\(text(item["role"]))): \(stretch(item))"
    }
    for warning in warnings where warning["path"]?.string?.hasPrefix("rota.") == false {
      Output.line("\(text(warning["path"])): \(text(warning["message"]))")
    }
  }

  private func stretch(_ item: JSONValue) -> String {
    "\(LocalClock.text(item["from"])) - \(LocalClock.text(item["to"]))"
  }

  private func list(_ value: JSONValue?, _ line: (JSONValue) -> String) {
    for item in value?.array ?? [] { Output.line(line(item)) }
  }

  private func text(_ value: JSONValue?) -> String { Output.harmless(value?.string ?? "") }
}
