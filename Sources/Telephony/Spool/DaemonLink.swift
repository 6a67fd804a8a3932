import AmparoCore
import AmparoHost

/// This program's side of the daemon's socket, with a limit to each question.
package final class DaemonLink {
  private let socket: String
  private var client: LineClient?

  package init(socket: String) { self.socket = socket }

  /// Asks and waits for the reply, so long in all: connecting, sending and waiting. The error means
  /// that no reply came; the daemon may have taken the request all the same.
  package func ask(
    _ request: JSONValue, milliseconds: Int64
  ) throws(LineClientError) -> JSONValue {
    let end = AGIConversation.time(in: milliseconds)
    let client = try send(request, until: end)
    return try reply(of: client, until: end)
  }

  /// Asks, and leaves the reply to ``reply(until:)``.
  func begin(_ request: JSONValue, milliseconds: Int64) throws(LineClientError) -> Descriptor {
    try send(request, until: AGIConversation.time(in: milliseconds)).descriptor
  }

  /// The reply to what was begun.
  func reply(until end: Int64) throws(LineClientError) -> JSONValue {
    guard let client else { throw .lost("nothing was asked") }
    return try reply(of: client, until: end)
  }

  private func send(
    _ request: JSONValue, until end: Int64
  ) throws(LineClientError) -> LineClient {
    let client: LineClient
    if let open = self.client {
      client = open
    } else {
      client = try LineClient(path: socket, patienceMilliseconds: Self.left(until: end))
      self.client = client
    }
    do throws(LineClientError) {
      try client.send(JSONWriter.encode(request))
    } catch {
      abandon()
      throw error
    }
    return client
  }

  private func reply(
    of client: LineClient, until end: Int64
  ) throws(LineClientError) -> JSONValue {
    let problem: LineClientError
    do throws(LineClientError) {
      switch try client.receive(timeoutMilliseconds: Self.left(until: end)) {
      case .line(let line): return try Self.parsed(line)
      case .timedOut: problem = .lost("the daemon did not answer in time")
      case .closed: problem = .lost("the daemon closed the connection")
      }
    } catch {
      problem = error
    }
    abandon()
    throw problem
  }

  private static func parsed(_ line: [UInt8]) throws(LineClientError) -> JSONValue {
    do throws(JSONError) {
      return try JSONParser.parse(line)
    } catch {
      throw .lost("the daemon sent what is no JSON")
    }
  }

  /// Ends the connection: a late reply would be taken for the next question's.
  func abandon() {
    client?.close()
    client = nil
  }

  private static func left(until end: Int64) -> Int64 {
    max(1, (end - Clock.monotonicNanoseconds()) / 1_000_000)
  }
}
