import CLinux
import Glibc

/// The daemon's door: a Unix stream socket, made at a path or handed over by the service manager.
package final class ListeningSocket {
  package let descriptor: Descriptor
  /// The path this process made and takes away again; nil for an inherited socket.
  private let ownPath: String?
  private let ownInode: ino_t?
  /// Given up for a moment when the process has no descriptor left, to turn a peer away in words
  /// instead of leaving it in the queue for ever.
  private var reserve: Descriptor?

  /// Callers that may wait to be accepted: more than a full house; the kernel's own limit
  /// (net.core.somaxconn) may be lower.
  private static let backlog: Int32 = 1024

  private init(_ descriptor: Descriptor, ownPath: String?) {
    self.descriptor = descriptor
    self.ownPath = ownPath
    self.ownInode = ownPath.flatMap(Self.inode)
    self.reserve = Self.openReserve()
  }

  /// Listens at the path, mode 0660 from its first moment. A stale socket there is replaced; one at
  /// which somebody answers, or anything that is no socket, is left alone and refused in words.
  package static func bind(path: String) throws -> ListeningSocket {
    try clear(path)
    let socket = try SocketAddress.stream(Int32(SOCK_NONBLOCK.rawValue))
    let mask = umask(0o117)
    let result = SocketAddress.with(path) { Glibc.bind(socket.raw, $0, $1) }
    let failure = errno
    umask(mask)
    guard let result else { throw tooLong(path) }
    guard result == 0 else {
      throw ListeningSocketError(
        "cannot listen at \(path): \(SystemError("bind", code: failure))")
    }
    try check("listen") { listen(socket.raw, backlog) }
    return ListeningSocket(socket, ownPath: path)
  }

  /// The socket that the service manager passed (sd_listen_fds(3)); nil if it passed none.
  package static func inherited(
    environment: (String) -> String? = Environment.value
  ) throws -> ListeningSocket? {
    guard let count = environment("LISTEN_FDS").flatMap({ Int32($0) }), count > 0,
      let pid = environment("LISTEN_PID").flatMap({ Int32($0) }), pid == getpid()
    else { return nil }
    Environment.unset(["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"])
    guard count == 1 else {
      throw ListeningSocketError("the service manager passed \(count) sockets, one is wanted")
    }
    let socket = Descriptor(firstPassed)
    guard isListeningStream(socket) else {
      throw ListeningSocketError("what the service manager passed is no listening Unix socket")
    }
    try check("fcntl") { fcntl(socket.raw, F_SETFD, FD_CLOEXEC) }
    try check("fcntl") { fcntl(socket.raw, F_SETFL, fcntl(socket.raw, F_GETFL) | O_NONBLOCK) }
    return ListeningSocket(socket, ownPath: nil)
  }

  /// SD_LISTEN_FDS_START.
  private static let firstPassed: Int32 = 3

  private static func isListeningStream(_ socket: Descriptor) -> Bool {
    func option(_ name: Int32) -> Int32? {
      var value: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      return getsockopt(socket.raw, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
    return option(SO_DOMAIN) == AF_UNIX && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue)
      && option(SO_ACCEPTCONN) == 1
  }

  private static func tooLong(_ path: String) -> ListeningSocketError {
    ListeningSocketError(
      "the socket's path is \(path.utf8.count) bytes long; the system allows "
        + "\(SocketAddress.pathBytesMax): \(path)")
  }

  /// Makes way for a new socket, or says why not.
  private static func clear(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw ListeningSocketError("cannot look at \(path): \(SystemError("lstat"))")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ListeningSocketError("\(path) exists and is no socket; it is left as it is")
    }
    let probe = try SocketAddress.stream()
    guard let answer = SocketAddress.with(path, { connect(probe.raw, $0, $1) }) else {
      throw tooLong(path)
    }
    if answer == 0 || errno == EAGAIN {
      throw ListeningSocketError("another daemon answers at \(path); only one may")
    }
    guard errno == ECONNREFUSED else {
      throw ListeningSocketError("cannot tell whether \(path) is in use: \(SystemError("connect"))")
    }
    try check("unlink") { unlink(path) }
  }

  /// The next peer, nil when nobody waits.
  package func accept() throws(SystemError) -> Descriptor? {
    let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    do throws(SystemError) {
      return Descriptor(try check("accept4") { accept4(descriptor.raw, nil, nil, flags) })
    } catch {
      switch error.code {
      case EAGAIN, ECONNABORTED: return nil
      case EMFILE, ENFILE:
        turnOneAway()
        throw error
      default: throw error
      }
    }
  }

  private func turnOneAway() {
    reserve?.close()
    let peer = Glibc.accept(descriptor.raw, nil, nil)
    if peer >= 0 { Glibc.close(peer) }
    reserve = Self.openReserve()
  }

  private static func openReserve() -> Descriptor? {
    let raw = open("/dev/null", O_RDONLY | O_CLOEXEC)
    return raw >= 0 ? Descriptor(raw) : nil
  }

  private static func inode(_ path: String) -> ino_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_ino : nil
  }

  /// Stops listening; a path this process made, and that is still its own, goes.
  package func close() {
    descriptor.close()
    if let ownPath, let ownInode, Self.inode(ownPath) == ownInode { unlink(ownPath) }
  }
}
