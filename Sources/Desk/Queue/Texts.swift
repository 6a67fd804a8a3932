import AmparoCore

/// What officers read, in their language. Short messages keep to the plain GSM 7-bit alphabet and
/// hold no name, place or case.
package struct Texts {
  let language: Language

  package init(_ language: Language) { self.language = language }

  /// Why an officer is paged, as a sentence for the terminal.
  package func reason(_ why: Why, kind: PageKind) -> String {
    let lead =
      switch kind {
      case .emergency: target(why)
      case .notice: pick("Aviso informativo", "For your information")
      case .checkIn: pick("Confirme que está bien", "Confirm that you are well")
      case .repeatCall: pick("La víctima vuelve a llamar", "The victim is calling again")
      }
    guard let cause = why.inSpiteOf, kind == .emergency else { return lead }
    return lead + pick(" (no queda nadie más: ", " (nobody else is left: ") + word(cause) + ")"
  }

  private func target(_ why: Why) -> String {
    switch why.ground {
    case .layer(let layer):
      return pick("De guardia", "On call") + " (\(role(why.target)), \(layer))"
    case .override:
      return pick("De guardia por sustitución", "On call by override") + " (\(role(why.target)))"
    case .lastResort: return pick("Último recurso", "Last resort")
    case .transfer: return pick("Se le transfiere la alerta", "The alert is transferred to you")
    case .responder: return pick("Tiene usted la alerta", "You hold the alert")
    case .target: return named(why.target)
    }
  }

  private func named(_ target: String) -> String {
    switch Target(target) {
    case .assigned: pick("Agente asignado al caso", "Assigned officer of the case")
    case .deputies: pick("Suplente del caso", "Deputy of the case")
    case .unit: pick("Toda la unidad", "The whole unit")
    case .supervisors: pick("Mando de la unidad", "Supervisor of the unit")
    case .onCall(let role): pick("De guardia", "On call") + " (\(role))"
    case .officer, .contact, nil: pick("Designado por el plan de aviso", "Named by the policy")
    }
  }

  private func role(_ target: String) -> String {
    if case .onCall(let role)? = Target(target) { role } else { target }
  }

  private func word(_ cause: PassedOver.Cause) -> String {
    switch cause {
    case .absent: pick("ausente", "absent")
    case .holdsAnother: pick("atiende otra alerta", "holds another alert")
    case .declined: pick("la rechazó", "declined")
    case .released: pick("la devolvió", "gave it back")
    case .excluded: pick("excluido", "excluded")
    case .noChannel: pick("sin canal", "no channel")
    case .unknownOfficer: pick("desconocido", "unknown")
    case .nobody: pick("nadie", "nobody")
    }
  }

  /// The short message of a page: what it is, the code, how urgent, until when, how to answer.
  package func message(
    alert: Alert, kind: PageKind, until: LocalTime?, template: PageTemplate? = nil
  ) -> String {
    let code = alert.raised.code
    let drill = alert.raised.isDrill ? PageTemplate.drillMark(language) : ""
    let time = until.map { pick(" hasta ", " by ") + $0.timeOfDay } ?? ""
    switch kind {
    case .emergency:
      let template = template ?? PageTemplate.standard(language)
      return drill
        + template.text(code: code, priority: alert.priority, until: until?.timeOfDay)
    case .notice: return "\(drill)\(pick("INFORMATIVO", "NOTICE")) \(code) P\(alert.priority)"
    case .checkIn:
      return "\(drill)\(pick("CONTROL", "CHECK-IN")) \(code)\(time). "
        + pick("Responda SI \(code)", "Answer YES \(code)")
    case .repeatCall:
      return "\(drill)\(code): \(pick("NUEVA LLAMADA", "NEW CALL")) P\(alert.priority)"
    }
  }

  /// The note of an alert that somebody raised by ringing the number for messages.
  var modemRung: String {
    pick("Ha llamado al número de los mensajes", "Rang the number for messages")
  }

  func pick(_ es: String, _ en: String) -> String {
    switch language {
    case .es: es
    case .en: en
    }
  }
}

extension LocalTime {
  /// `07:05`.
  fileprivate var timeOfDay: String {
    let day: Int64 = 86_400_000
    let minutes = ((milliseconds % day + day) % day) / 60_000
    func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}
