import AmparoCore

/// The protocol's own words in the reader's language. In English they are said as they are.
extension Words {
  /// The name of a member, as a label.
  func label(_ member: String) -> String {
    language == .es ? Self.labels[member] ?? member : Self.spaced(member)
  }

  /// The value of that member: its words are few and fixed.
  func value(_ value: JSONValue, of member: String) -> String {
    guard let text = value.string else { return self.value(value) }
    return word(text, of: member) ?? self.value(value)
  }

  /// A fixed word of that member; nil for a text that is none.
  func word(_ text: String, of member: String) -> String? {
    guard let word = Self.spanish[member]?[text] else { return nil }
    return language == .es ? word : Self.spaced(text)
  }

  private static func spaced(_ text: String) -> String {
    text.split(separator: "_").joined(separator: " ")
  }

  private static let labels = [
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
    "born": "nacido", "school": "colegio", "alert": "alerta",
    "further_calls": "llamadas más", "silent": "en silencio",
    "aggressor_line": "LÍNEA DEL AGRESOR", "stale_number": "número antiguo",
    "presentation": "identificación", "call_started": "llamada a las",
    "risk_as_written": "riesgo según ficha", "caller": "llama desde", "called": "llamó a",
    "location": "lugar", "lat": "latitud", "lon": "longitud", "accuracy_m": "precisión (m)",
    "unit": "unidad", "officer": "agente", "role": "función", "override": "sustitución",
    "absence": "ausencia", "hold": "conservación",
    "reason": "motivo", "detail": "detalle", "text": "texto", "unreadable": "ilegible",
  ]

  private static let outcomes = [
    "attended": "atendida", "arrest": "detención", "order_breach": "quebrantamiento",
    "no_contact": "no localizada", "false_alarm": "falsa alarma",
    "wrong_number": "número equivocado", "duplicate": "repetida",
    "handed_to_112": "pasada al 112",
    "handed_to_national_police": "pasada a la Policía Nacional", "drill": "simulacro",
  ]

  private static let persons = [
    "victim": "víctima", "child": "hijo o hija", "relative": "familiar", "work": "trabajo",
    "shelter": "casa de acogida", "school": "colegio", "neighbour": "vecino o vecina",
    "agency": "otro servicio", "aggressor": "AGRESOR",
  ]

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
    "of": persons,
    "caller_role": persons,
    "source": [
      "phone": "teléfono", "sms": "mensaje", "app": "aplicación", "button": "botón",
      "console": "consola", "layer": "cuadrante", "override": "sustitución",
    ],
    "presentation": [
      "allowed": "visible", "restricted": "oculta", "unavailable": "no disponible",
    ],
    "outcome": outcomes,
    "complaint": [
      "filed": "presentada", "declined": "no quiere", "pending": "pendiente",
      "unknown": "no se sabe",
    ],
    "referrals": [
      "national_police": "Policía Nacional", "social_services": "servicios sociales",
      "job_and_training": "empleo y formación", "school": "centro escolar",
    ],
    "call": [
      "call_ended": "ha terminado", "call_dropped": "se ha cortado",
      "location": "dice el lugar", "note": "nota",
    ],
    "result": [
      "owed": "por enviar", "sent": "enviado", "delivered": "entregado",
      "answered": "descolgado", "failed": "falló", "no_answer": "no contesta",
      "busy": "comunica", "stood_down": "retirado", "superseded": "sustituido por otro",
    ],
    "cause": [
      "absent": "ausente", "holds_another": "atiende otra", "declined": "la rechazó",
      "released": "la devolvió", "excluded": "excluido", "no_channel": "sin medio de aviso",
      "unknown_officer": "desconocido", "nobody": "nadie",
    ],
    "target": [
      "assigned": "asignado", "deputies": "suplentes", "unit": "toda la unidad",
      "supervisors": "mandos",
    ],
    "ground": [
      "target": "", "layer": "cuadrante", "override": "sustitución",
      "last_resort": "último recurso", "transfer": "transferencia", "responder": "la atiende",
    ],
    "fact": [
      "acknowledged": "la acepta", "declined": "la rechaza", "released": "la devuelve",
      "resolved": "la cierra", "en_route": "en camino", "on_scene": "en el lugar",
    ],
    "health": ["ok": "bien", "warning": "AVISO", "critical": "CRÍTICO"],
    "check": [
      "storage": "almacenamiento", "configuration": "configuración", "ledger": "registro",
      "database": "base de datos", "backup": "copia de seguridad",
      "directory": "cuadrante y expedientes", "directory_rows": "datos del directorio",
      "ballast": "reserva de disco", "clock": "reloj", "messages": "mensajes de texto",
      "reach": "alcance",
    ],
    "changed": ["added": "añadido", "changed": "cambiado", "removed": "quitado"],
  ]
}
