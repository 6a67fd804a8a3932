import CLinux
import Glibc

/// A program's side of the daemon's socket: sends a line, waits for the next one. One thread at a
/// time uses it.
package final class LineClient {
  /// What waiting for a line came to.
  package enum Answer: Hashable, Sendable {
    /// A whole line, without the `\n` or `\r\n` that ended it.
    case line([UInt8])
    /// The time was up first; what has come of a line is kept for the next call.
    case timedOut
    /// The daemon sends no more; a line it did not finish is dropped.
    case closed
  }

  /// The connection, for a program that waits for other things beside it. Lines that are here
  /// already do not show on it: ask `receive` first.
  package let descriptor: Descriptor
  /// Bytes that came and were not given out yet, from `start` on.
  private var buffer: [UInt8] = []
  private var start = 0
  /// Up to here `buffer` holds no `\n`.
  private var searched = 0

  /// The longest line taken, in bytes: the daemon's longest reply, a list, is kept below it.
  package static let lineBytesMax = 1 << 20

  /// How long the daemon may leave a connection or a request untaken, in milliseconds, unless the
  /// program says otherwise. It takes both within one turn of its line, so this is a daemon that
  /// hangs.
  package static let patienceMilliseconds: Int64 = 5000

  private let patienceMilliseconds: Int64

  /// Connects to the daemon that listens at the path. A program with a caller on the line has less
  /// patience.
  package init(
    path: String, patienceMilliseconds: Int64 = LineClient.patienceMilliseconds
  ) throws(LineClientError) {
    self.patienceMilliseconds = patienceMilliseconds
    do throws(SystemError) {
      descriptor = try SocketAddress.stream()
      try Self.limitConnect(descriptor, patienceMilliseconds)
    } catch {
      throw .notReachable("no socket could be made: \(error)")
    }
    let failure = SocketAddress.with(path) { address, size in
      connect(descriptor.raw, address, size) == 0 ? 0 : errno
    }
    guard let failure else {
      throw .notReachable(SocketAddress.fault(of: path) ?? "\(path) is no path of a socket")
    }
    if failure != 0 { throw .notReachable(Self.words(failure, path)) }
  }

  /// A daemon that accepts nobody would hold connect(2) for ever once its queue is full; socket(7)
  /// lets SO_SNDTIMEO end that.
  private static func limitConnect(
    _ socket: Descriptor, _ milliseconds: Int64
  ) throws(SystemError) {
    var limit = timeval(
      tv_sec: Int(milliseconds / 1000), tv_usec: Int(milliseconds % 1000) * 1000)
    try check("setsockopt SO_SNDTIMEO") {
      setsockopt(
        socket.raw, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  private static func words(_ failure: Int32, _ path: String) -> String {
    switch failure {
    case ENOENT: "there is no socket at \(path); is the daemon running?"
    case ECONNREFUSED: "nobody answers at \(path); is the daemon running?"
    case EACCES, EPERM: "you may not use \(path); its owner or its group may"
    case EAGAIN: "the daemon at \(path) does not accept connections; it may be overloaded"
    default: "cannot connect to \(path): \(SystemError("connect", code: failure))"
    }
  }

  /// Sends a line, which must hold no `\n` of its own, and with it, if given, an open descriptor
  /// (SCM_RIGHTS) for the daemon to read or write.
  package func send(_ line: [UInt8], passing passed: Descriptor? = nil) throws(LineClientError) {
    var rest = (line + [UInt8(ascii: "\n")])[...]
    var passed = passed
    do throws(SystemError) {
      while !rest.isEmpty {
        switch try descriptor.send(Array(rest), passing: passed) {
        case .sent(let count):
          rest = rest.dropFirst(count)
          // It went with the first byte; with each further part another copy would go.
          passed = nil
        case .wouldBlock: try waitForRoom()
        }
      }
    } catch {
      throw .lost("the daemon did not take the request: \(error)")
    }
  }

  private func waitForRoom() throws(SystemError) {
    let end = Clock.monotonicNanoseconds() + patienceMilliseconds * 1_000_000
    if try !descriptor.wait(for: .write, until: end) { throw SystemError("send", code: ETIMEDOUT) }
  }

  /// The next line, as soon as it is whole; with no time it waits for ever, with zero it takes what
  /// is there.
  package func receive(timeoutMilliseconds: Int64? = nil) throws(LineClientError) -> Answer {
    let end = timeoutMilliseconds.map { Clock.monotonicNanoseconds() + $0 * 1_000_000 }
    while true {
      if let line = takeLine() { return .line(line) }
      guard buffer.count - start <= Self.lineBytesMax else {
        throw .tooLong("the daemon sent a line longer than \(Self.lineBytesMax) bytes")
      }
      do throws(SystemError) {
        switch try descriptor.receive(max: Self.lineBytesMax) {
        case .bytes(let bytes, _): append(bytes)
        case .closed: return .closed
        case .wouldBlock:
          if try !descriptor.wait(for: .read, until: end) { return .timedOut }
        }
      } catch {
        throw .lost("the connection to the daemon broke: \(error)")
      }
    }
  }

  private func takeLine() -> [UInt8]? {
    guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      return nil
    }
    let line = buffer[start..<end]
    start = end + 1
    searched = start
    return Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private func append(_ bytes: [UInt8]) {
    buffer.removeFirst(start)
    searched -= start
    start = 0
    buffer.append(contentsOf: bytes)
  }

  /// Ends the connection; the daemon answers no more of what was asked.
  package func close() { descriptor.close() }
}
