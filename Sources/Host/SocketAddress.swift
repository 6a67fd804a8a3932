import CLinux
import Glibc

/// The address of a Unix socket in the file system (unix(7)).
enum SocketAddress {
  /// Bytes of a path, without the NUL that ends it.
  static let pathBytesMax = 107

  /// What is wrong with a path as the address of a socket, in words; nil if nothing is.
  static func fault(of path: String) -> String? {
    let count = path.utf8.count
    if count == 0 { return "the socket's path is empty" }
    if path.utf8.contains(0) { return "the socket's path holds a NUL byte" }
    guard count > pathBytesMax else { return nil }
    return "the socket's path is \(count) bytes long; the system allows \(pathBytesMax): \(path)"
  }

  /// Calls `body` with the address; nil where the path cannot be one.
  static func with<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    guard fault(of: path) == nil else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// A new Unix stream socket, with `extra` flags of socket(2).
  static func stream(_ extra: Int32 = 0) throws(SystemError) -> Descriptor {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | extra
    return Descriptor(try check("socket") { socket(AF_UNIX, type, 0) })
  }
}
