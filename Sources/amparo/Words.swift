import AmparoCore

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

  var usage: String { pick("uso", "usage") }

  func unknownCommand(_ name: String) -> String {
    pick("no existe la orden «\(name)»", "there is no command \"\(name)\"")
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
    if let word = complaint?.string { parts.append(pick("denuncia", "complaint") + ": \(word)") }
    if let list = referrals?.array, !list.isEmpty {
      parts.append(pick("derivada a", "referred to") + ": \(value(.array(list)))")
    }
    return parts
  }

  /// The card's labels, in the order of the card.
  func label(_ member: String) -> String {
    guard language == .es else { return member.split(separator: "_").joined(separator: " ") }
    let labels = [
      "case": "expediente", "alias": "alias", "call_back": "devolver llamada", "name": "nombre",
      "past_alerts": "alertas anteriores", "risk_state": "vigencia del riesgo",
      "raised_at": "fecha", "outcome": "resultado", "stale": "antiguo", "of": "de",
      "address": "domicilio", "risk": "riesgo", "risk_at": "valorado el", "order": "orden",
      "aggressors": "agresores", "firearms": "armas", "minors": "menores",
      "safe_word": "palabra segura", "duress_word": "palabra de coacción",
      "language": "idioma", "approach": "acercamiento", "status": "estado", "force": "cuerpo",
      "assigned": "asignado", "deputies": "suplentes", "notes": "notas", "state": "vigencia",
      "distance_m": "metros", "until": "hasta", "court": "juzgado", "confirmed": "confirmada",
      "number": "teléfono", "source": "vía", "caller_role": "llama", "note": "nota",
      "description": "descripción", "vehicle": "vehículo", "phones": "teléfonos",
      "born": "nacido", "school": "colegio", "interpreter": "intérprete",
      "further_calls": "llamadas más", "silent": "en silencio",
      "aggressor_line": "LÍNEA DEL AGRESOR", "stale_number": "número antiguo",
      "presentation": "identificación", "call_started": "llamada a las",
      "risk_as_written": "riesgo según ficha",
    ]
    return labels[member] ?? member
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

  /// The value of that member of a card: words of the protocol in the reader's language.
  func value(_ value: JSONValue, of member: String) -> String {
    guard language == .es, let text = value.string, let word = Self.spanish[member]?[text] else {
      return self.value(value)
    }
    return word
  }

  private static let spanish: [String: [String: String]] = [
    "state": ["in_force": "EN VIGOR", "expired": "CADUCADA", "none": "no hay"],
    "risk_state": ["current": "vigente", "expired": "CADUCADA"],
    "risk": [
      "extreme": "EXTREMO", "high": "ALTO", "medium": "medio", "low": "bajo",
      "unappreciated": "no apreciado",
    ],
    "status": ["active": "activo", "supervised": "supervisado", "inactive": "inactivo"],
    "force": [
      "local": "policía local", "national": "policía nacional", "civil_guard": "guardia civil",
    ],
    "approach": ["uniform": "de uniforme", "discreet": "DISCRETO"],
    "of": [
      "victim": "víctima", "child": "hijo o hija", "relative": "familiar", "work": "trabajo",
      "shelter": "casa de acogida", "school": "colegio",
    ],
  ]
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
