import AmparoCore
import AmparoHost

/// A gateway's connection to the daemon for events: what became of each line told.
struct GatewayLink {
  enum Outcome: Equatable {
    /// The daemon has it on stable storage.
    case done
    /// It will never take it; the reason, for the log.
    case refused(String)
    /// It could not now, but may take others.
    case notNow(String)
    /// It takes nothing now.
    case away(String)
  }

  private let client: LineClient

  /// How long a reply may take, in milliseconds: smstools waits for its event handler and sends
  /// nothing meanwhile.
  private static let patienceMilliseconds: Int64 = 2000

  init(_ socket: String) throws(LineClientError) { client = try LineClient(path: socket) }

  func tell(_ line: [UInt8]) -> Outcome {
    do {
      try client.send(line)
      switch try client.receive(timeoutMilliseconds: Self.patienceMilliseconds) {
      case .line(let reply): return Self.outcome(try JSONParser.parse(reply))
      case .timedOut: return .away("the daemon does not answer")
      case .closed: return .away("the daemon closed the connection")
      }
    } catch {
      return .away("\(error)")
    }
  }

  static func outcome(_ reply: JSONValue) -> Outcome {
    if reply["ok"]?.bool == true {
      return reply["durable"]?.bool == false ? .notNow("the daemon could not store it yet") : .done
    }
    let error = reply["error"]
    let code = error?["code"]?.string ?? "internal"
    let message = "\(code): \(error?["message"]?.string ?? "no reason given")"
    switch code {
    case "not_found", "conflict", "bad_request", "bad_json", "too_large": return .refused(message)
    case "forbidden", "unknown_op", "busy", "unavailable": return .away(message)
    default: return .notNow(message)
    }
  }
}
