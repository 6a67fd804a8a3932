import AmparoCore
import AmparoHost
import AmparoWire

/// What the command line says, in the reader's language.
struct Words {
  let language: Language
  init(_ language: Language) { self.language = language }

  func pick(_ es: String, _ en: String) -> String {
    switch language {
    case .es: es
    case .en: en
    }
  }

  /// What the daemon refused. Its words are English: where they are not known in the reader's
  /// language the stable code's sentence goes first.
  func refused(_ code: String, _ message: String) -> String {
    if let told = known(message) { return told }
    guard let sentence = WireError(rawValue: code).map(spanish) else { return message }
    return "\(sentence): \(message)"
  }

  private func spanish(_ code: WireError) -> String {
    switch code {
    case .badJSON: "la petición no es JSON"
    case .badRequest: "la petición tiene un error"
    case .unknownOperation: "el servicio no conoce esa orden"
    case .tooLarge: "es demasiado grande"
    case .forbidden: "no tiene permiso para esto"
    case .notFound: "no existe"
    case .conflict: "ahora no es posible"
    case .busy: "el servicio está ocupado, repita en unos segundos"
    case .unavailable: "el servicio se está parando, repita en unos segundos"
    case .internalError: "ha fallado el servicio"
    }
  }

  func unreachable(_ error: LineClientError) -> String {
    let sentence =
      switch error {
      case .notReachable: pick("no se llega al servicio", "the daemon cannot be reached")
      case .lost: pick("se perdió el contacto con el servicio", "contact with the daemon was lost")
      case .tooLong: pick("respuesta demasiado larga", "too long a reply")
      }
    return "\(sentence): \(self.sentence(error.description))"
  }

  var usage: String { pick("uso", "usage") }

  func unknownCommand(_ name: String) -> String {
    pick("no existe la orden «\(name)»", "there is no command \"\(name)\"")
  }

  /// What was most likely meant, if anything was.
  func hint(_ name: String, among known: [String]) -> String {
    NearestName.of(name, among: known).map {
      pick("; ¿quería decir «\($0)»?", "; did you mean \"\($0)\"?")
    } ?? ""
  }

  func oneOf(_ commands: [String]) -> String {
    pick("; las hay: ", "; there are: ") + commands.joined(separator: ", ")
  }

  func unknownOption(_ name: String) -> String {
    pick("no existe la opción \(name)", "there is no option \(name)")
  }

  func missingValue(_ name: String, _ value: String) -> String {
    pick("a \(name) le falta \(value)", "\(name) wants \(value) after it")
  }

  func notForThis(_ name: String) -> String {
    pick("esta orden no tiene \(name)", "this command has no \(name)")
  }

  func state(_ state: String) -> String {
    switch AlertState(rawValue: state) {
    case .paging: pick("avisando", "paging")
    case .acknowledged: pick("aceptada", "acknowledged")
    case .enRoute: pick("en camino", "en route")
    case .onScene: pick("en el lugar", "on scene")
    case .resolved: pick("resuelta", "resolved")
    case .cancelled: pick("anulada", "cancelled")
    case nil: state
    }
  }

  /// What a closing says besides its outcome, a part each.
  func closing(complaint: JSONValue?, referrals: JSONValue?) -> [String] {
    var parts: [String] = []
    if let complaint, !complaint.isNull {
      parts.append(pick("denuncia", "complaint") + ": \(value(complaint, of: "complaint"))")
    }
    if let list = referrals?.array, !list.isEmpty {
      let names = list.map { value($0, of: "referrals") }.joined(separator: ", ")
      parts.append(pick("derivada a", "referred to") + ": \(names)")
    }
    return parts
  }

  func value(_ value: JSONValue) -> String {
    switch value {
    case .null: pick("DESCONOCIDO", "UNKNOWN")
    case .bool(let flag): flag ? pick("SÍ", "YES") : "NO"
    case .int(let number): String(number)
    case .double(let number): "\(number)"
    case .string("unknown"): pick("DESCONOCIDO", "UNKNOWN")
    case .string(let text): Output.harmless(text)
    case .array(let values):
      values.isEmpty ? "-" : values.map(self.value).joined(separator: "; ")
    case .object(let members):
      members.map { "\(label($0.name)): \(self.value($0.value, of: $0.name))" }
        .joined(separator: ", ")
    }
  }
}

extension Words {
  func followUp(_ kind: FollowUpKind) -> String {
    switch kind {
    case .interview: pick("entrevista", "interview")
    case .phone: pick("llamada", "telephone call")
    case .school: pick("centro escolar", "school")
    case .orderNotice: pick("notificación de la orden", "notice of the order")
    case .referral: pick("derivación", "referral")
    case .policeCoordination: pick("coordinación policial", "police coordination")
    }
  }
}
