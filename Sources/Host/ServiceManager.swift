import CLinux
import Glibc

/// Tells the service manager how the daemon is (sd_notify(3)); silent where there is none.
package struct ServiceManager: Sendable {
  /// What can be told, in the words of sd_notify(3).
  package enum Notice: String, Sendable {
    case ready = "READY=1"
    case reloading = "RELOADING=1"
    case stopping = "STOPPING=1"
    case watchdog = "WATCHDOG=1"
  }

  private let address: String?
  /// How often a sign of life is wanted at the least, in milliseconds; nil for never.
  package let watchdogMilliseconds: Int64?

  /// Reads what the service manager said in the environment (sd_watchdog_enabled(3)).
  package init(environment: (String) -> String? = Environment.value) {
    address = environment("NOTIFY_SOCKET")
    let isOurs = environment("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
    let microseconds = environment("WATCHDOG_USEC").flatMap { Int64($0) } ?? 0
    watchdogMilliseconds = isOurs && microseconds > 0 ? max(1, microseconds / 1000) : nil
  }

  /// Best effort: a manager that cannot be told must not stop an alert, and one that reads nothing
  /// holds it up for `patienceMicroseconds` at most.
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

  /// A manager that is alive takes a datagram at once; a full queue is one that hangs.
  private static let patienceMicroseconds = 50_000

  private static func datagramSocket() -> Descriptor? {
    let raw = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return nil }
    var limit = timeval(tv_sec: 0, tv_usec: patienceMicroseconds)
    setsockopt(raw, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    return Descriptor(raw)
  }
}
