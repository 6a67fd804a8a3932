import CLinux
import Glibc

/// The system journal's own socket, to which an entry goes with its fields as one datagram
/// (systemd.io/JOURNAL_NATIVE_PROTOCOL).
struct JournalSocket {
  static let usualPath = "/run/systemd/journal/socket"

  private let path: String
  private let socket: Descriptor

  /// Bytes of one field's value; longer ones are cut, so that a datagram always fits.
  static let valueBytesMax = 4096

  /// Nil where there is no socket at the path.
  init?(path: String = usualPath) {
    guard access(path, W_OK) == 0 else { return nil }
    let raw = Glibc.socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return nil }
    self.path = path
    socket = Descriptor(raw)
  }

  /// Whether the descriptor is the stream that JOURNAL_STREAM names, `device:inode`
  /// (systemd.exec(5)): only then does the journal, and nobody else, read it.
  static func isStream(_ descriptor: Int32, named stream: String?) -> Bool {
    var status = stat()
    guard let stream, fstat(descriptor, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }

  /// Sends an entry without waiting; false where the journal took none of it.
  func send(
    _ priority: SystemLog.Priority, _ text: String, id: String?, fields: [String: String],
    program: String
  ) -> Bool {
    let bytes = Self.datagram(priority, text, id: id, fields: fields, program: program)
    return SocketAddress.with(path) { address, size in
      let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
      return sendto(socket.raw, bytes, bytes.count, flags, address, size) == bytes.count
    } ?? false
  }

  static func datagram(
    _ priority: SystemLog.Priority, _ text: String, id: String?, fields: [String: String],
    program: String
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    append("MESSAGE", text, to: &bytes)
    append("PRIORITY", String(priority.rawValue), to: &bytes)
    append("SYSLOG_IDENTIFIER", program, to: &bytes)
    append("SYSLOG_FACILITY", daemonFacility, to: &bytes)
    if let id { append("MESSAGE_ID", id, to: &bytes) }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { append(name, value, to: &bytes) }
    return bytes
  }

  /// LOG_DAEMON of syslog(3).
  private static let daemonFacility = "3"

  /// Every value with its length before it, so that none can begin a field of its own.
  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    let value = Array(value.utf8.prefix(valueBytesMax))
    bytes += Array(name.utf8) + [UInt8(ascii: "\n")]
    withUnsafeBytes(of: UInt64(value.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += value + [UInt8(ascii: "\n")]
  }
}
