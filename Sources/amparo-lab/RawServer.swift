import AmparoCore
import AmparoHost
import AmparoWire
import Glibc

/// What any dispatcher would cost here: a process that commits a raise's rows for each line,
/// answers, and sends a page line, and does nothing else. ``Bench`` runs it beside the daemon, so
/// that what two processes and a socket cost can be told from what the daemon does.
final class RawServer {
  private let listener: ListeningSocket
  private let loop: EventLoop
  private let raw: RawCommit
  private var clients: [UInt64: Client] = [:]
  private var terminal: Descriptor?

  private struct Client {
    var socket: Descriptor
    var frames = FrameReader(lineBytesMax: 65_536)
  }

  /// Token of the listener; clients' are above it.
  private static let listening: UInt64 = 0

  /// `arguments`: the socket's path, and the directory for the database.
  init(_ arguments: ArraySlice<String>) throws {
    guard let socket = arguments.first, let directory = arguments.last, arguments.count == 2 else {
      throw LabError("raw-server wants a socket's path and a directory")
    }
    listener = try ListeningSocket.bind(path: socket)
    loop = try EventLoop()
    raw = try RawCommit(directory: directory, name: "raw-server")
    try loop.add(listener.descriptor, .read, token: Self.listening)
  }

  /// Serves until it is killed.
  func run() throws {
    var ready: [ReadyEvent] = []
    while true {
      ready.removeAll(keepingCapacity: true)
      try loop.wait(timeoutMilliseconds: -1, into: &ready)
      var asking: [Descriptor] = []
      for event in ready {
        if event.token == Self.listening { try accept() } else { try take(event.token, &asking) }
      }
      try answer(asking)
    }
  }

  private func accept() throws {
    guard let socket = try listener.accept() else { return }
    let token = (clients.keys.max() ?? Self.listening) + 1
    clients[token] = Client(socket: socket)
    try loop.add(socket, .read, token: token)
  }

  private func take(_ token: UInt64, _ asking: inout [Descriptor]) throws {
    guard let socket = clients[token]?.socket else { return }
    guard case .bytes(let bytes, _) = try socket.receive(max: 65_536) else {
      loop.remove(socket)
      socket.close()
      clients[token] = nil
      return
    }
    clients[token]?.frames.append(bytes)
    while let frame = clients[token]?.frames.next() {
      guard case .line(let line) = frame else { throw LabError("a line is too long") }
      switch try JSONParser.parse(line)["op"]?.string {
      case "alert.raise": asking.append(socket)
      case "queue.subscribe": terminal = socket
      default: _ = try socket.send(Array(#"{"ok":true}"#.utf8) + [UInt8(ascii: "\n")])
      }
    }
  }

  /// One commit for all that asked at the same time, as the daemon does it.
  private func answer(_ asking: [Descriptor]) throws {
    guard !asking.isEmpty else { return }
    let last = try raw.commit(raises: asking.count)
    let due = Timestamp.text(Clock.wallMilliseconds() + 3_600_000)
    var pages = ""
    for (index, socket) in asking.enumerated() {
      let alert = last - Int64(asking.count - 1 - index)
      let reply =
        #"{"ok":true,"alert":\#(alert),"durable":true,"repeat":false,"#
        + #""padding":"\#(String(repeating: "x", count: 100))"}"# + "\n"
      _ = try socket.send(Array(reply.utf8))
      pages +=
        #"{"event":"page","alert":\#(alert),"step":1,"ack_by":"\#(due)","#
        + #""padding":"\#(String(repeating: "x", count: 400))"}"# + "\n"
    }
    if let terminal { _ = try terminal.send(Array(pages.utf8)) }
  }
}
