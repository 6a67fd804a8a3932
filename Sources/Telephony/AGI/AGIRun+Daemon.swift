import AmparoCore
import AmparoHost

/// What is said to the daemon.
extension AGIRun {
  /// A request of the wire protocol.
  static func request(_ operation: String, _ members: [(String, JSONValue)]) -> JSONValue {
    .object(
      [JSONMember("op", .string(operation))] + members.map { JSONMember($0.0, $0.1) })
  }

  /// Asks while somebody waits; nil, and told in the log, if no reply came in time.
  func ask(_ request: JSONValue) -> JSONValue? {
    do throws(LineClientError) {
      return try link.ask(request, milliseconds: Self.daemonMilliseconds)
    } catch {
      log(.error, "\(request["op"]?.string ?? "") has no reply: \(error)")
      return nil
    }
  }

  /// Why a reply is none, as its code.
  static func refusal(_ reply: JSONValue) -> String? {
    reply["ok"]?.bool == true ? nil : reply["error"]?["code"]?.string ?? "internal"
  }

  /// Keeps a request the daemon did not take, and has it delivered. A spool that cannot be written
  /// is told; the caller goes to the desk either way.
  func keep(_ request: JSONValue) {
    do throws(FileError) {
      try spool.put(request)
    } catch {
      return log(
        .critical, "\(request["op"]?.string ?? "") is LOST, it cannot be spooled: \(error)")
    }
    log(.warning, "\(request["op"]?.string ?? "") is spooled until the daemon takes it")
    startDelivery()
  }

  /// Tells a fact that must not be lost; kept if the daemon cannot be told now.
  func tell(_ request: JSONValue) {
    guard let reply = ask(request) else { return keep(request) }
    guard let code = Self.refusal(reply) else { return }
    if code == "unavailable" || code == "busy" { return keep(request) }
    log(.warning, "\(request["op"]?.string ?? "") was refused: \(code)")
  }

  /// Reports how a page went; false where no reply came. A page that is over already is no longer
  /// waited for. `token` says of which handing over to a worker it is true: a failure of an earlier
  /// one says nothing of the call that rings now.
  @discardableResult
  func report(
    _ page: Int64, _ result: String, _ detail: String, token: String? = nil
  ) -> Bool {
    let members: [(String, JSONValue)] = [
      ("page", .int(page)), ("result", .string(result)), ("detail", .string(detail)),
    ]
    let reply = ask(
      Self.request("page.result", members + (token.map { [("token", .string($0))] } ?? [])))
    if let code = reply.flatMap(Self.refusal), code != "not_found" {
      log(.warning, "the result of page \(page) was refused: \(code)")
    }
    return reply != nil
  }

  /// Says that the channel is gone: a hang-up, or a time limit of the dialplan. It is a fact about
  /// the call and ends nothing.
  func reportDropped(_ alert: Int64) throws(AGIFault) {
    tellDropped(alert)
    try set("AMPARO_DROPPED", "1")
  }

  func tellDropped(_ alert: Int64) {
    tell(
      Self.request(
        "alert.update",
        [
          ("alert", .int(alert)), ("event", "call_dropped"),
          ("note", "the channel was hung up, or its time limit passed"),
        ]))
  }
}
