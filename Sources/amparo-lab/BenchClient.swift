import AmparoHost
import AmparoWire
import Glibc

/// A connection of the bench: sends lines, and takes what comes back without waiting.
final class BenchClient {
  let socket: Descriptor
  private var frames = FrameReader(lineBytesMax: 1 << 20)
  var sentAt: Int64 = 0

  init(_ path: String) throws {
    socket = try SocketClient.connect(path)
  }

  func send(_ line: String) throws {
    sentAt = Clock.monotonicNanoseconds()
    guard case .sent(line.utf8.count) = try socket.send(Array(line.utf8)) else {
      throw LabError("the daemon does not take requests")
    }
  }

  /// The lines that have come in whole.
  func receive() throws -> [ArraySlice<UInt8>] {
    loop: while true {
      switch try socket.receive(max: 65_536) {
      case .bytes(let bytes, _): frames.append(bytes)
      case .wouldBlock: break loop
      case .closed: throw LabError("the daemon closed a connection")
      }
    }
    var lines: [ArraySlice<UInt8>] = []
    while case .line(let line)? = frames.next() { lines.append(line) }
    return lines
  }
}
