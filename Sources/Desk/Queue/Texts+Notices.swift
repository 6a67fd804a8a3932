import AmparoCore

/// What stands in a queue by and by.
extension Texts {
  func overdue(_ item: DueFollowUp, due: LocalTime) -> String {
    pick(
      "Seguimiento vencido: \(item.caseID) (\(word(item.kind))), debía hacerse antes de \(due)",
      "Follow-up overdue: \(item.caseID) (\(word(item.kind))), it was due by \(due)")
  }

  package func word(_ kind: FollowUpKind) -> String {
    switch kind {
    case .interview: pick("entrevista", "interview")
    case .phone: pick("llamada", "telephone call")
    case .school: pick("centro escolar", "school")
    case .orderNotice: pick("notificación de la orden", "notice of the order")
    case .referral: pick("derivación", "referral")
    case .policeCoordination: pick("coordinación policial", "police coordination")
    }
  }

  func concerns(_ count: Int) -> String {
    pick(
      "El cuadrante de los próximos 14 días tiene \(count) problemas",
      "The rota of the next 14 days has \(count) problems")
  }

  func concern(_ concern: Concern, _ zone: ZoneRules) -> String {
    func stretch(_ from: Int64, _ to: Int64) -> String {
      pick("de", "from") + " \(zone.local(of: from)) " + pick("a", "to") + " \(zone.local(of: to))"
    }
    switch concern {
    case .gap(let role, let from, let to):
      return pick("Nadie de guardia", "Nobody on call") + " (\(role)) \(stretch(from, to))"
    case .clash(let officer, let roles, let from, let to):
      return pick("En dos guardias a la vez", "On call twice at once")
        + ": \(officer) (\(roles.joined(separator: ", "))) \(stretch(from, to))"
    case .absent(let officer, let role, let from, let to):
      return pick("De guardia pero ausente", "On call but absent")
        + ": \(officer) (\(role)) \(stretch(from, to))"
    case .noChannel(let officer):
      return pick("Sin medio de aviso que funcione", "No channel that works") + ": \(officer)"
    case .uncovered(let id, let officer, let from, let to):
      return pick("Agente asignado ausente y sin suplente", "Assigned officer absent, no deputy")
        + ": \(id) (\(officer)) \(stretch(from, to))"
    case .unseen(let role, let from, let to):
      return pick("Demasiados relevos para revisarlos", "Too many handoffs to look through")
        + " (\(role)) \(stretch(from, to))"
    }
  }
}
