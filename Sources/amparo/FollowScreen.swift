import AmparoCore
import AmparoHost

/// What the terminal shows.
final class FollowScreen {
  private let words: Words
  private let isJSON: Bool
  private let show: Show
  /// Alerts that wait for an answer, and until when (wall time in milliseconds).
  private var waiting: [Int64: Int64] = [:]
  private var hasStatusLine = false

  init(_ words: Words, isJSON: Bool) {
    self.words = words
    self.isJSON = isJSON
    show = Show(words)
  }

  func say(_ text: String) {
    if isJSON { return Output.problem(text) }
    line("-- \(LocalClock.text(Clock.wallMilliseconds()))  \(text)")
  }

  func subscribed(_ reply: JSONValue) {
    guard !isJSON else { return }
    let who = reply["officer"]?.string ?? words.pick("todas las alertas", "all alerts")
    say(
      words.pick("a la escucha: ", "listening: ") + Output.harmless(who)
        + words.pick(" (? ayuda)", " (? helps)"))
  }

  /// A reply to something typed; receipts of pages are not worth a line.
  func replied(_ reply: JSONValue) {
    guard !isJSON, reply["id"]?.string != "receipt" else { return }
    do {
      try Session.throwIfRefused(reply)
      clear()
      show.standing(reply)
    } catch CommandError.refused(let code, let message, _) {
      say("✗ \(words.refused(code, Output.harmless(message)))")
    } catch {
      say("✗ \(error)")
    }
  }

  func show(_ event: JSONValue) {
    guard !isJSON else { return }
    let alert = event["alert"]?.int ?? 0
    switch event["event"]?.string {
    case "page": page(event, alert)
    case "alert":
      if event["state"]?.string != "paging" { waiting[alert] = nil }
      clear()
      show.standing(event)
    case "stand_down":
      waiting[alert] = nil
      let who = event["responder"]?.string.map { " (\(Output.harmless($0)))" } ?? ""
      say(words.pick("alerta \(alert): ya no se le pide", "alert \(alert): stand down") + who)
    case "repeat_call":
      bell()
      say(words.pick("¡alerta \(alert): VUELVE A LLAMAR!", "alert \(alert): SHE CALLS AGAIN!"))
    case "health":
      let check = words.value(event["check"] ?? .null, of: "check")
      let status = words.value(event["status"] ?? .null, of: "health")
      say(
        words.pick("servicio: ", "service: ") + "\(check) \(status): "
          + Output.harmless(
            words.health(event["check"]?.string ?? "", event["message"]?.string ?? "")))
    case "notice":
      clear()
      show.notice(event)
    default: break
    }
  }

  private func page(_ event: JSONValue, _ alert: Int64) {
    bell()
    line("")
    if event["drill"]?.bool == true { line(words.pick("*** SIMULACRO ***", "*** DRILL ***")) }
    line(
      "=== \(words.pick("ALERTA", "ALERT")) \(alert)  \(event["code"]?.string ?? "")  "
        + "P\(event["priority"]?.int ?? 0)  \(LocalClock.text(event["at"]))")
    line("  \(Output.harmless(event["reason"]?.string ?? ""))")
    if let until = event["ack_by"]?.string.flatMap({ Timestamp.parse($0) }) {
      waiting[alert] = until
      let left = max(0, (until - Clock.wallMilliseconds()) / 1000)
      line(
        "  \(words.pick("conteste antes de", "answer by")) \(LocalClock.text(until)) "
          + words.pick(
            "(quedan \(left) s): si \(alert) / no \(alert) motivo",
            "(\(left) s left): ack \(alert) / no \(alert) reason"))
    }
    show.call(event["call"])
    show.card(event["card"])
    for other in event["other_cards"]?.array ?? [] { show.card(other) }
  }

  /// Once a second: the time left, on one line that is written over, where there is a screen.
  func tick() {
    guard Output.isTerminal, !isJSON else { return }
    let now = Clock.wallMilliseconds()
    waiting = waiting.filter { $0.value > now }
    clear()
    guard !waiting.isEmpty else { return }
    let parts = waiting.sorted { $0.value < $1.value }.map { alert, until in
      "\(alert): \((until - now) / 1000) s"
    }
    Output.part(words.pick("quedan ", "left: ") + parts.joined(separator: ", "))
    hasStatusLine = true
  }

  private func line(_ text: String) {
    clear()
    Output.line(text)
  }

  private func clear() {
    if hasStatusLine { Output.part("\r\u{1B}[K") }
    hasStatusLine = false
  }

  private func bell() {
    if Output.isTerminal { Output.part("\u{7}") }
  }
}
