import AmparoCore
import AmparoHost

/// One connection to the daemon.
struct Session {
  let client: LineClient
  private let words: Words

  init(_ socket: String, _ words: Words) throws {
    self.words = words
    do {
      client = try LineClient(path: socket)
    } catch {
      throw CommandError.unreachable(words.unreachable(error))
    }
  }

  /// How long a reply may take: an audit of a year's ledger is done well within it.
  private static let patienceMilliseconds: Int64 = 120_000

  /// The same for a document: one of a million cases takes minutes.
  private static let documentPatienceMilliseconds: Int64 = 3_600_000

  mutating func ask(
    _ operation: String, _ members: [JSONMember], passing descriptor: Descriptor? = nil
  ) throws -> JSONValue {
    let request = JSONValue.object([JSONMember("op", .string(operation))] + members)
    return try exchange(JSONWriter.encode(request), passing: descriptor)
  }

  /// Sends one line and returns the reply, passing over events that come in between.
  func exchange(_ line: [UInt8], passing descriptor: Descriptor? = nil) throws -> JSONValue {
    do {
      try client.send(line, passing: descriptor)
      let patience =
        descriptor == nil ? Self.patienceMilliseconds : Self.documentPatienceMilliseconds
      while true {
        switch try client.receive(timeoutMilliseconds: patience) {
        case .line(let bytes):
          let value = try JSONParser.parse(bytes)
          if value["event"] == nil { return value }
        case .timedOut:
          throw CommandError.unreachable(
            words.pick(
              "el servicio no ha contestado a tiempo", "the daemon did not answer in time"))
        case .closed:
          throw CommandError.unreachable(
            words.pick("el servicio cerró la conexión", "the daemon closed the connection"))
        }
      }
    } catch let error as LineClientError {
      throw CommandError.unreachable(words.unreachable(error))
    } catch let error as JSONError {
      throw CommandError.unreachable(
        words.pick("el servicio envió lo que no es JSON", "the daemon sent what is no JSON")
          + ": \(error)")
    }
  }

  static func throwIfRefused(_ reply: JSONValue) throws {
    guard reply["ok"]?.bool != true else { return }
    let error = reply["error"]
    let faults = (error?["faults"]?.array ?? []).map { fault in
      let path = fault["path"]?.string ?? ""
      let message = fault["message"]?.string ?? ""
      return path.isEmpty ? message : "\(path): \(message)"
    }
    var message = error?["message"]?.string ?? "?"
    if let state = reply["state"]?.string { message += " [\(state)]" }
    throw CommandError.refused(
      code: error?["code"]?.string ?? "internal", message: message, faults: faults)
  }
}
