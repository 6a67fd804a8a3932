import AmparoCore

/// Sentences of the daemon's that officers and the control room read, in their language. Those that
/// only whoever looks after the machine reads, faults of documents above all, stay as they are.
extension Words {
  /// The sentence in the reader's language; as it came where it is none of those known.
  func sentence(_ text: String) -> String { known(text) ?? text }

  /// nil where it is none of those known.
  func known(_ text: String) -> String? {
    guard language == .es else { return text }
    if let told = Self.translated(text) { return told }
    for ending in Self.endings {
      if let (body, tail) = ending.split(text), let told = Self.translated(body) {
        return told + tail
      }
    }
    return nil
  }

  /// How a part of the service is, for people.
  func health(_ check: String, _ message: String) -> String {
    if let told = known(message) { return told }
    guard check == "storage" else { return message }
    return "aún no se guarda en disco; los avisos salen igual (\(message))"
  }

  private static func translated(_ text: String) -> String? {
    for sentence in sentences {
      if let told = sentence.translated(text, inner: { translated($0) ?? $0 }) { return told }
    }
    return nil
  }

  /// What may stand behind a sentence.
  private struct Ending {
    let begin: String
    let end: String
    let spanish: @Sendable (_ word: String) -> String

    func split(_ text: String) -> (body: String, tail: String)? {
      guard text.hasSuffix(end) else { return nil }
      let place = text.indices.last { text[$0...].hasPrefix(begin) }
      guard let place else { return nil }
      let word = text[place...].dropFirst(begin.count).dropLast(end.count)
      return (String(text[..<place]), spanish(String(word)))
    }
  }

  private static let endings = [
    Ending(begin: "; did you mean \"", end: "\"?") { "; ¿quería decir «\($0)»?" },
    Ending(begin: " (and ", end: " more)") { " (y \($0) más)" },
    // How the alert stands; see Session.
    Ending(begin: " [", end: "]") { " [\(Words(.es).state($0))]" },
  ]

  private static let sentences = alerts + asked + calls + planning + service

  private static let alerts = [
    Sentence("there is no alert {}", "no hay ninguna alerta {}"),
    Sentence("no open alert has that code", "ninguna alerta abierta tiene ese código"),
    Sentence("there is no page {}", "no hay ningún aviso {}"),
    Sentence("page {} is another officer's", "el aviso {} es de otro agente"),
    Sentence("officer {} is excluded from this case", "{} está excluido de este expediente"),
    Sentence(
      "the alert is held by {}; you stand by as support",
      "ya la atiende {}; usted queda de apoyo"),
    Sentence(
      "officer {} has not been paged for this alert", "a {} no se le ha avisado de esta alerta"),
    Sentence(
      "officer {} holds the alert; release it instead",
      "{} ya la atiende; no la rechace, devuélvala"),
    Sentence("there is no officer \"{}\"", "no hay ningún agente «{}»"),
    Sentence(
      "the alert is already closed; what you said is kept in its history",
      "la alerta ya está cerrada; lo que ha dicho queda en su historial"),
    Sentence(
      "officer {} does not hold the alert; acknowledge it first",
      "{} no la atiende; acéptela antes"),
    Sentence("officer {} is already on scene", "{} ya está en el lugar"),
    Sentence("officer {} does not hold the alert", "{} no la atiende"),
    Sentence(
      "officer {} has no channel, so nobody would be paged",
      "{} no tiene medio de aviso: no se avisaría a nadie"),
    Sentence("the alert is already closed", "la alerta ya está cerrada"),
    Sentence("officer {} already holds the alert", "{} ya la atiende"),
    Sentence(
      "only the officer who holds the alert, or a supervisor, resolves it",
      "solo la cierra quien la atiende, o un mando"),
    Sentence(
      "officer {} sent {} wrong codes; for {…} an answer has to name the alert",
      "{} ha enviado {} códigos equivocados; durante {…} debe nombrar la alerta"),
  ]

  private static let asked = [
    Sentence(
      "user {} is no officer's login; name the \"officer\"",
      "el usuario {} no es de ningún agente; diga de quién con --officer"),
    Sentence("user {} may not speak for officer {}", "el usuario {} no puede hablar por {}"),
    Sentence(
      "user {} has no role that may ask for {}",
      "el usuario {} no tiene función que permita {}; las da «peers» en la configuración"),
    Sentence("\"{}\" is empty; say it in words", "«{}» está vacío; dígalo con palabras"),
    Sentence(
      "\"{}\" is none of the words it can be: {…}", "«{}» no es ninguna de sus palabras: {…}"),
    Sentence(
      "\"{}\" must be a time such as 2026-11-23T22:17:03.120Z, or a local time such as "
        + "2026-11-23T22:17",
      "«{}» debe ser una hora como 2026-11-23T22:17, o 2026-11-23T22:17:03.120Z"),
    Sentence("\"to\" must lie after \"from\"", "«to» debe ser posterior a «from»"),
    Sentence(
      "\"to\" is not after \"from\"; a day alone means its beginning",
      "«to» no es posterior a «from»; un día solo quiere decir su comienzo"),
    Sentence(
      "a large change is being stored; try again in some seconds",
      "se está guardando un cambio grande; repita en unos segundos"),
    Sentence(
      "the directory was changed by someone else meanwhile; try again",
      "otra persona ha cambiado el directorio mientras tanto; repita"),
    Sentence(
      "storage fails, and a look at cases must be on record before it is answered; alerts are "
        + "served all the same",
      "falla el disco, y una consulta de expedientes debe quedar anotada antes de contestarse; las "
        + "alertas se atienden igual"),
    Sentence(
      "{}: only a restart takes what is new here", "{}: lo nuevo solo lo toma un reinicio"),
    Sentence(
      "storage fails, and so large a change is stored before it counts; try again when health is "
        + "well",
      "falla el disco, y un cambio tan grande se guarda antes de contar; repita cuando esté bien"),
    Sentence("there is no socket at {…}; is the daemon running?", "no hay servicio en {…}"),
    Sentence("nobody answers at {…}; is the daemon running?", "nadie contesta en {…}"),
    Sentence(
      "you may not use {…}; its owner or its group may",
      "no tiene permiso para {…}; lo tienen su dueño y su grupo"),
    Sentence(
      "the daemon at {…} does not accept connections; it may be overloaded",
      "no acepta conexiones en {…}; puede estar saturado"),
  ]

  private static let calls = [
    Sentence(
      "case: there is no case of that id; the alert is raised without it",
      "no hay expediente con esa clave; la alerta sale sin él"),
    Sentence(
      "case: the calling number belongs to another case; both are named",
      "el teléfono que llama es de otro expediente; se nombran los dos"),
    Sentence("source: is missing; taken as phone", "falta la vía; se toma como teléfono"),
    Sentence(
      "request_id: is missing; one was made, so a retry of this call cannot be recognised",
      "falta «request_id»; se ha puesto uno, y no se reconocerá si se repite esta llamada"),
    Sentence(
      "call_started: is no RFC 3339 time; kept as it came",
      "la hora de la llamada no se entiende; queda como vino"),
    Sentence(
      "location: must be {lat, lon} in degrees", "el lugar no se entiende; queda como vino"),
    Sentence("caller: is missing; taken as no number", "falta el teléfono que llama"),
    Sentence(
      "caller: must be a text; taken as no number",
      "el teléfono que llama no se entiende; queda como vino"),
    Sentence(
      "caller: is no telephone number; kept as it came",
      "lo que llama no es un teléfono; queda como vino"),
    Sentence("{}: is none of: {…}", "«{}» no es ninguna de: {…}"),
    Sentence("{}: must be a text", "«{}» debe ser un texto"),
    Sentence("{}: must be true or false", "«{}» debe ser true o false"),
  ]

  private static let planning = [
    Sentence("officer: no officer {}", "no hay ningún agente {}"),
    Sentence("role: no role {} in the rota", "el cuadrante no tiene la función {}"),
    Sentence("from: expected {…}, found {…}", "from: se espera {…}, y hay {…}"),
    Sentence("to: expected {…}, found {…}", "to: se espera {…}, y hay {…}"),
    Sentence(
      "a local time such as \"2026-12-24T07:00\"", "una hora local como 2026-12-24T07:00"),
    Sentence("the text {…}", "el texto {…}"),
    Sentence(
      "to: it ends before it begins, or at once; \"to\" lies after \"from\"",
      "acaba antes de empezar, o a la vez"),
    Sentence(
      "{}: {} comes twice, as the clocks go back; the first is meant",
      "{}: las {} pasan dos veces, pues se atrasa el reloj; vale la primera"),
    Sentence(
      "{}: {} does not come, as the clocks go forward; the instant they do is meant",
      "{}: las {} no llegan, pues se adelanta el reloj; vale el momento en que salta"),
    Sentence("there is no case {}", "no hay ningún expediente {}"),
    Sentence("there is a case {} already", "ya hay un expediente {}"),
    Sentence("officer {} is excluded from case {}", "{} está excluido del expediente {}"),
    Sentence("officer {} has this absence already", "{} ya tiene esa ausencia"),
    Sentence(
      "officer {} has no absence from and to those times",
      "{} no tiene una ausencia en esas horas"),
    Sentence("the rota has no role \"{}\"", "el cuadrante no tiene la función «{}»"),
    Sentence("both shifts are of officer {} already", "las dos guardias ya son de {}"),
    Sentence(
      "nobody is on call at one of these times; use rota.override for a gap",
      "a una de esas horas no hay nadie de guardia; cubra el hueco con una sustitución"),
    Sentence(
      "the shift at that time has no end within {…}; give its times by rota.override",
      "la guardia de esa hora no acaba en {…}; dé sus horas con una sustitución"),
    Sentence("follow-up {} is done already", "el seguimiento {} ya está hecho"),
    Sentence(
      "no follow-up of that name waits; followup.list has them",
      "ningún seguimiento con ese nombre espera"),
    Sentence("case {} is not followed up by user {}", "el seguimiento de {} no es del usuario {}"),
    Sentence("\"done\" lies in the future", "«done» está en el futuro"),
    Sentence(
      "to: this is over already: it changes nothing from now on",
      "ya ha pasado: no cambia nada desde ahora"),
    Sentence(
      "rota.{}: nobody is on call from {} to {}", "nadie de guardia ({}) de {} a {}"),
    Sentence(
      "rota.{}: officer \"{}\" is on call as {…} at once from {} to {}",
      "cuadrante ({}): {} en dos guardias a la vez ({…}) de {} a {}"),
    Sentence(
      "rota.{}: officer \"{}\" is on call but absent from {} to {}",
      "cuadrante ({}): {} está de guardia pero ausente de {} a {}"),
    Sentence(
      "officer {}.contacts: officer \"{}\" is on the rota, but has no channel that works",
      "agente {}: {} está en el cuadrante, sin medio de aviso que funcione"),
    Sentence(
      "officer {}.contacts[{}].channel: no channel \"{}\" is configured; pages by it will fail",
      "agente {}, medio {}: no hay canal «{}» en la configuración; sus avisos fallarán"),
    Sentence(
      "case {}.assigned: officer \"{}\" is absent from {} to {}, and no deputy is there",
      "expediente {}: {} está ausente de {} a {}, y no hay suplente"),
    Sentence(
      "a case's assigned officer, \"{}\", is absent from {} to {}, and no deputy is there",
      "el asignado de un expediente, {}, está ausente de {} a {}, y no hay suplente"),
    Sentence(
      "rota.{}: it changes hands so often that gaps from {} to {} were not looked for",
      "cuadrante ({}): demasiados relevos de {} a {} para buscar huecos"),
  ]
}
