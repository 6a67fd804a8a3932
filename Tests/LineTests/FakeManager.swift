import AmparoHost
import Foundation
import Testing

/// Asterisk's manager as its transcripts show it, on a port of its own. It answers pings by itself
/// while it waits for something else.
final class FakeManager {
  struct Action {
    var headers: [(name: String, value: String)]
    subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The variables of an Originate.
    var variables: [String: String] {
      let pairs = headers.filter { $0.name == "Variable" }.map { $0.value.split(separator: "=") }
      return Dictionary(pairs.map { (String($0[0]), String($0.dropFirst().first ?? "")) }) { a, _ in
        a
      }
    }
  }

  struct Lost: Error {}

  let port: UInt16
  private var listener: Descriptor?
  private var peer: Descriptor?
  private var buffer = ""

  private static let patienceSeconds: Int64 = 20

  init() throws {
    let (socket, port) = try Self.listen(0)
    listener = socket
    self.port = port
  }

  private static func listen(_ port: UInt16) throws -> (Descriptor, UInt16) {
    let made = Descriptor(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var on: Int32 = 1
    setsockopt(made.raw, SOL_SOCKET, SO_REUSEADDR, &on, 4)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(made.raw, $0, size) == 0 && Glibc.listen(made.raw, 5) == 0
          && getsockname(made.raw, $0, &size) == 0
      }
    }
    try #require(isBound)
    return (made, UInt16(bigEndian: address.sin_port))
  }

  private static var end: Int64 { Clock.monotonicNanoseconds() + patienceSeconds * 1_000_000_000 }

  // MARK: Connections

  /// Takes the next connection and greets it.
  func accept() throws {
    let listener = try #require(listener)
    guard try listener.wait(for: .read, until: Self.end) else { throw Lost() }
    peer = Descriptor(Glibc.accept(listener.raw, nil, nil))
    buffer = ""
    try send("Asterisk Call Manager/9.0.0\r\n")
  }

  /// Takes the next connection and lets it in if it says the secret, as Asterisk does.
  @discardableResult
  func login(secret: String = "s3cret") throws -> Bool {
    try accept()
    let login = try action("Login")
    try #require(login["Events"] == "off")
    guard login["Username"] == "amparo", login["Secret"] == secret else {
      try answer(login, "Error", "Authentication failed")
      hangUp()
      return false
    }
    try answer(login, "Success", "Authentication accepted")
    return true
  }

  /// Ends the connection, as a restart does.
  func hangUp() { peer = nil }

  /// Away: connecting is refused.
  func stop() {
    hangUp()
    listener = nil
  }

  func start() throws { (listener, _) = try Self.listen(port) }

  // MARK: Actions

  func send(_ text: String) throws {
    try Files.write(Array(text.utf8), to: try #require(peer))
  }

  func answer(_ action: Action, _ response: String, _ message: String) throws {
    let id = action["ActionID"] ?? ""
    try send("Response: \(response)\r\nActionID: \(id)\r\nMessage: \(message)\r\n\r\n")
  }

  /// The next action, which must be of that name, or a ping.
  func action(_ name: String) throws -> Action {
    let end = Self.end
    while let action = try next(), Clock.monotonicNanoseconds() < end {
      if action["Action"] != "Ping" || name == "Ping" {
        try #require(action["Action"] == name)
        return action
      }
      try answer(action, "Success", "Pong")
    }
    throw Lost()
  }

  /// An order, taken as Asterisk takes them.
  func originate() throws -> Action {
    let action = try action("Originate")
    try answer(action, "Success", "Originate successfully queued")
    return action
  }

  /// Reads and answers nothing until the other end closes.
  func ignoreUntilClosed() throws {
    let end = Self.end
    while try next() != nil { guard Clock.monotonicNanoseconds() < end else { throw Lost() } }
  }

  /// Nil when the other end has closed.
  private func next() throws -> Action? {
    while true {
      if let end = buffer.range(of: "\r\n\r\n") {
        let lines = buffer[..<end.lowerBound].components(separatedBy: "\r\n")
        buffer.removeSubrange(..<end.upperBound)
        return Action(
          headers: lines.map { line in
            let parts = line.components(separatedBy: ": ")
            return (parts[0], parts.dropFirst().joined(separator: ": "))
          })
      }
      let peer = try #require(peer)
      guard try peer.wait(for: .read, until: Self.end) else { throw Lost() }
      switch try peer.receive(max: 65_536) {
      case .bytes(let bytes, _): buffer += String(decoding: bytes, as: UTF8.self)
      case .closed: return nil
      case .wouldBlock: continue
      }
    }
  }
}
