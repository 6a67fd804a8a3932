import CLinux
import Glibc

/// The address of a Unix socket in the file system (unix(7)).
enum SocketAddress {
  /// Bytes of a path, without the NUL that ends it.
  static let pathBytesMax = 107

  /// Calls `body` with the address; false where the path is too long for one.
  static func with<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    let bytes = Array(path.utf8)
    guard bytes.count <= pathBytesMax, !bytes.isEmpty else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  static func stream(_ extra: Int32 = 0) throws(SystemError) -> Descriptor {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | extra
    return Descriptor(try check("socket") { socket(AF_UNIX, type, 0) })
  }
}
