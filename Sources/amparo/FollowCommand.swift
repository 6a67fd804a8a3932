import AmparoCore

/// What an officer types at the terminal: short words, Spanish or English.
enum FollowCommand {
  case request([JSONMember])
  case help
  case nothing
  case unknown(String)

  init(_ line: String, _ words: Words) {
    let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard let verb = parts.first?.lowercased() else {
      self = .nothing
      return
    }
    if ["?", "ayuda", "help"].contains(verb) {
      self = .help
      return
    }
    guard let (operation, member, fixed) = Self.operation(verb) else {
      self = .unknown(
        words.pick("no entiendo «\(verb)»; ? ayuda", "I don't know \"\(verb)\"; ? helps"))
      return
    }
    guard parts.count > 1 else {
      self = .unknown(words.pick("falta el número de alerta", "the alert's number is missing"))
      return
    }
    if let missing = parts.count < 3 ? Self.missing(operation, verb, parts[1], words) : nil {
      self = .unknown(missing)
      return
    }
    var members = [JSONMember("op", .string(operation)), JSONMember("via", "queue")]
    if let number = Int64(parts[1]) {
      members.append(JSONMember("alert", .int(number)))
    } else {
      members.append(JSONMember("code", .string(parts[1])))
    }
    if let fixed { members.append(JSONMember("status", .string(fixed))) }
    if let member, parts.count > 2 { members.append(JSONMember(member, .string(parts[2]))) }
    self = .request(members)
  }

  /// What the daemon would refuse for want of it, by how it is typed.
  private static func missing(
    _ operation: String, _ verb: String, _ alert: String, _ words: Words
  ) -> String? {
    switch operation {
    case "alert.decline":
      words.pick("falta el motivo: \(verb) \(alert) motivo", "why not? \(verb) \(alert) reason")
    case "alert.note":
      words.pick("falta el texto: \(verb) \(alert) texto", "the text is missing")
    case "alert.resolve":
      words.pick("falta el resultado: ", "the outcome is missing: ")
        + Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    case _: nil
    }
  }

  private static func operation(_ verb: String) -> (String, String?, String?)? {
    switch verb {
    case "si", "sí", "ack": ("alert.acknowledge", nil, nil)
    case "no", "decline": ("alert.decline", "reason", nil)
    case "camino", "en-route": ("alert.progress", nil, "en_route")
    case "lugar", "llegada", "on-scene": ("alert.progress", nil, "on_scene")
    case "devolver", "release": ("alert.release", "reason", nil)
    case "nota", "note": ("alert.note", "text", nil)
    case "resolver", "resolve": ("alert.resolve", "outcome", nil)
    default: nil
    }
  }

  static func help(_ words: Words) -> String {
    words.pick(
      "si N | no N motivo | camino N | llegada N | nota N texto | devolver N motivo | "
        + "resolver N resultado   (N: número de alerta o código)",
      "ack N | no N reason | en-route N | on-scene N | note N text | release N reason | "
        + "resolve N outcome   (N: the alert's number or code)")
  }
}
