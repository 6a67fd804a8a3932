import CLinux
import Glibc

/// Tells the service manager how the daemon is (sd_notify(3)); silent where there is none.
package struct ServiceManager: Sendable {
  package enum Notice: String, Sendable {
    case ready = "READY=1"
    case reloading = "RELOADING=1"
    case stopping = "STOPPING=1"
    case watchdog = "WATCHDOG=1"
  }

  private let address: String?
  /// How often a sign of life is wanted at the least, in milliseconds; nil for never.
  package let watchdogMilliseconds: Int64?

  package init(environment: (String) -> String? = Environment.value) {
    address = environment("NOTIFY_SOCKET")
    let isOurs = environment("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
    let microseconds = environment("WATCHDOG_USEC").flatMap { Int64($0) }
    watchdogMilliseconds = isOurs ? microseconds.map { $0 / 1000 } : nil
  }

  /// Best effort: a manager that cannot be told must not stop an alert.
  package func notify(_ notice: Notice) {
    guard let address, let socket = Self.datagramSocket() else { return }
    // `@` stands for the NUL that begins an abstract address.
    var path = Array(address.utf8)
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    var target = sockaddr_un()
    target.sun_family = sa_family_t(AF_UNIX)
    guard path.count <= SocketAddress.pathBytesMax else { return }
    withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: path) }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let bytes = Array(notice.rawValue.utf8)
    withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(socket.raw, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, size)
      }
    }
  }

  private static func datagramSocket() -> Descriptor? {
    let raw = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    return raw >= 0 ? Descriptor(raw) : nil
  }
}
