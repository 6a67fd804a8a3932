import AmparoCore
import AmparoHost
import Testing

/// A peer of the daemon: sends lines, and waits for what comes, a minute at the most, for under a
/// sanitizer a start alone takes many seconds.
final class WireClient {
  private let client: LineClient
  private var events: [JSONValue] = []

  private static let patience: Int64 = 60_000

  init(_ socket: String) throws { client = try LineClient(path: socket) }

  func send(_ line: String) throws { try client.send(Array(line.utf8)) }
  func send(bytes: [UInt8]) throws { try client.send(bytes) }

  /// The next line, reply or event.
  func next() throws -> JSONValue {
    switch try client.receive(timeoutMilliseconds: Self.patience) {
    case .line(let line): return try JSONParser.parse(line)
    case .timedOut, .closed: throw Lost()
    }
  }

  struct Lost: Error {}

  /// Sends a request and returns its reply; events that come in between are kept.
  func ask(_ line: String) throws -> JSONValue {
    try send(line)
    while true {
      let value = try next()
      if value["event"] == nil { return value }
      events.append(value)
    }
  }

  /// The next event of that kind, others passed over.
  func event(_ kind: String) throws -> JSONValue {
    while true {
      let value = events.isEmpty ? try next() : events.removeFirst()
      if value["event"]?.string == kind { return value }
    }
  }

  func raise(_ caller: String = "600111001", id: String, extra: String = "") throws -> JSONValue {
    try ask(
      #"{"op":"alert.raise","request_id":"\#(id)","caller":"\#(caller)","source":"phone"\#(extra)}"#
    )
  }

  /// An officer's terminal.
  func subscribe(_ officer: String, after: Int64? = nil) throws -> JSONValue {
    let from = after.map { #","after":\#($0)"# } ?? ""
    return try ask(#"{"op":"queue.subscribe","officer":"\#(officer)"\#(from)}"#)
  }

  func act(_ operation: String, _ alert: Int64, _ officer: String, _ extra: String = "")
    throws -> JSONValue
  {
    try ask(#"{"op":"alert.\#(operation)","alert":\#(alert),"officer":"\#(officer)"\#(extra)}"#)
  }

  func state(_ alert: Int64) throws -> String? {
    try ask(#"{"op":"alert.get","alert":\#(alert)}"#)["state"]?.string
  }
}
