import AmparoCore
import AmparoHost
import Foundation

/// A peer that passes descriptors.
final class LineProbe {
  private let client: LineClient

  init(_ socket: String) throws { client = try LineClient(path: socket) }

  /// Sends the line with an open descriptor of that file, and returns the reply.
  func ask(_ line: String, passing path: String?) throws -> JSONValue {
    let descriptor = path.map { Descriptor(open($0, O_RDONLY | O_CLOEXEC)) }
    try client.send(Array(line.utf8), passing: descriptor)
    guard case .line(let reply) = try client.receive(timeoutMilliseconds: 10_000) else {
      throw WireClient.Lost()
    }
    return try JSONParser.parse(reply)
  }
}
