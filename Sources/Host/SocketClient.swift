import CLinux
import Glibc

/// Connecting to the daemon.
package enum SocketClient {
  /// A connected socket, which never blocks when used by ``Descriptor/receive(max:)`` and
  /// ``Descriptor/send(_:)``.
  package static func connect(_ path: String) throws(SystemError) -> Descriptor {
    let socket = try SocketAddress.stream()
    let result = SocketAddress.with(path) { Glibc.connect(socket.raw, $0, $1) }
    guard let result else { throw SystemError("connect", code: ENAMETOOLONG) }
    guard result == 0 else { throw SystemError("connect") }
    return socket
  }
}
