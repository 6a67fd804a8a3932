import AmparoHost
import Glibc

/// Lines from Asterisk, as they come by a pipe or a socket.
final class AGIInput {
  /// What waiting for a line came to.
  enum Next: Hashable {
    case line([UInt8])
    /// Part of a line that is longer than any of Asterisk's; it was dropped.
    case tooLong
    case timedOut
    /// Asterisk sends no more; a line it did not finish is dropped.
    case closed
  }

  /// For those who wait for other things beside it; a line that is here already does not show.
  let descriptor: Descriptor
  private var buffer: [UInt8] = []
  /// Bytes taken since the beginning, given out as lines or not.
  private(set) var bytesTaken = 0
  private var isClosed = false

  /// The longest line, in bytes: Asterisk's own buffer for one.
  static let lineBytesMax = 8192
  private static let readBytes = 4096

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// A line that is here already, without its end.
  func waiting() -> [UInt8]? {
    guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = Array(buffer[..<end])
    buffer.removeFirst(end + 1)
    return line
  }

  /// Takes once what has arrived, waiting until then; false when that time of the monotonic clock,
  /// in nanoseconds, came first.
  func take(until end: Int64) -> Bool {
    guard !isClosed else { return true }
    do throws(SystemError) {
      guard try descriptor.wait(for: .read, until: end) else { return false }
    } catch {
      isClosed = true
      return true
    }
    var chunk = [UInt8](repeating: 0, count: Self.readBytes)
    let count = read(descriptor.raw, &chunk, chunk.count)
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return true }
    guard count > 0 else {
      isClosed = true
      return true
    }
    buffer += chunk.prefix(count)
    bytesTaken += count
    return true
  }

  /// The next line, waited for until that time of the monotonic clock, in nanoseconds.
  func next(until end: Int64) -> Next {
    while true {
      if let line = waiting() { return .line(line) }
      if isClosed { return .closed }
      guard buffer.count <= Self.lineBytesMax else {
        buffer = []
        return .tooLong
      }
      if !take(until: end) { return .timedOut }
    }
  }
}
