import AmparoCore
import AmparoHost
import Glibc

/// `drill`: starts one and, with `--within`, waits for somebody to acknowledge it; silence is the
/// alarm, told by the exit code.
struct Drill {
  private let call: Invocation

  init(_ call: Invocation) { self.call = call }

  func run() throws -> Int32 {
    let within = try span()
    var members = try call.members(of: "--case")
    if call.has("--call") { members.append(JSONMember("call", .bool(true))) }
    guard let within else {
      return try call.ask("drill.start", members) { Show(call.words).raised($0) }
    }
    let start = Clock.monotonicNanoseconds()
    let reply = try ask("drill.start", call.spoken("drill.start", members))
    guard let alert = reply["alert"]?.int else {
      throw CommandError.unreachable(call.words.pick("sin alerta", "no alert"))
    }
    Output.line(call.words.pick("simulacro", "drill") + " \(alert)")
    return try waitForAnswer(alert, from: start, within: within)
  }

  private func span() throws -> TimeSpan? {
    guard let text = try call.option("--within") else { return nil }
    guard let span = TimeSpan(text), span > .seconds(0) else {
      throw CommandError.usage("--within: \(call.words.pick("por ejemplo", "for example")) 15m")
    }
    return span
  }

  /// The longest one question waits; the daemon's own bound is a minute.
  private static let askFor = TimeSpan.seconds(30)

  private func waitForAnswer(_ alert: Int64, from start: Int64, within: TimeSpan) throws -> Int32 {
    while true {
      let passed = TimeSpan(milliseconds: (Clock.monotonicNanoseconds() - start) / 1_000_000)
      guard passed < within else { return fail(alert, within) }
      let left = TimeSpan(milliseconds: within.milliseconds - passed.milliseconds)
      guard let state = try state(of: alert, waiting: min(left, Self.askFor)) else {
        // A daemon that is being restarted: the drill goes on there, and so does this.
        sleep(1)
        continue
      }
      switch state {
      case .paging: continue
      case .cancelled: return fail(alert, passed)
      case .acknowledged, .enRoute, .onScene, .resolved:
        Output.line(
          call.words.pick("aceptado a los", "acknowledged after")
            + " \(passed.milliseconds / 1000) s")
        return ExitCode.done
      }
    }
  }

  private func fail(_ alert: Int64, _ passed: TimeSpan) -> Int32 {
    Output.problem(
      call.words.pick(
        "amparo: nadie ha aceptado el simulacro \(alert) en \(passed.milliseconds / 1000) s",
        "amparo: nobody acknowledged drill \(alert) in \(passed.milliseconds / 1000) s"))
    return ExitCode.refused
  }

  /// Nil while the daemon cannot be reached.
  private func state(of alert: Int64, waiting: TimeSpan) throws -> AlertState? {
    do {
      let reply = try ask(
        "alert.wait",
        [
          JSONMember("alert", .int(alert)),
          JSONMember("for", .string("\(waiting.milliseconds)ms")),
        ])
      return reply["state"]?.string.flatMap { AlertState(rawValue: $0) }
    } catch CommandError.unreachable {
      return nil
    }
  }

  private func ask(_ operation: String, _ members: [JSONMember]) throws -> JSONValue {
    var session = try Session(call.socket, call.words)
    let reply = try session.ask(operation, members)
    try Session.throwIfRefused(reply)
    return reply
  }
}
