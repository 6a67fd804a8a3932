import CLinux
import Glibc

/// The daemon's door: a Unix stream socket, made at a path or handed over by the service manager.
package final class ListeningSocket {
  /// Readable while a peer waits to be accepted.
  package let descriptor: Descriptor
  /// The path this process made and takes away again; nil for an inherited socket.
  private let own: (path: String, identity: FileIdentity)?
  /// Given up for a moment when the process has no descriptor left: a peer that is closed at once
  /// tries again, one left in the queue waits, and keeps the loop awake.
  private var reserve: Descriptor?

  /// Callers that may wait to be accepted: more than a full house; the kernel's own limit
  /// (net.core.somaxconn) may be lower.
  private static let backlog: Int32 = 1024

  private init(_ descriptor: Descriptor, ownPath: String?) {
    self.descriptor = descriptor
    self.own = ownPath.flatMap { path in FileIdentity(path: path).map { (path, $0) } }
    self.reserve = Self.openReserve()
  }

  /// Listens at the path, mode 0660, never wider for a moment. A stale socket there is replaced;
  /// one at which somebody answers, or anything that is no socket, is left alone and refused in
  /// words.
  package static func bind(path: String) throws -> ListeningSocket {
    if let fault = SocketAddress.fault(of: path) { throw ListeningSocketError(fault) }
    try clear(path)
    let socket = try SocketAddress.stream(Int32(SOCK_NONBLOCK.rawValue))
    // bind(2) gives the file the socket's own mode less the umask, which is the whole process's and
    // not ours to change while other threads make files. So: narrow first, then widened if need be.
    try check("fchmod") { fchmod(socket.raw, mode) }
    let failure = SocketAddress.with(path) { Glibc.bind(socket.raw, $0, $1) == 0 ? 0 : errno }
    if let failure, failure != 0 {
      throw ListeningSocketError("cannot listen at \(path): \(SystemError("bind", code: failure))")
    }
    let made = ListeningSocket(socket, ownPath: path)
    do throws(SystemError) {
      try check("chmod") { chmod(path, mode) }
      try check("listen") { listen(socket.raw, backlog) }
    } catch {
      made.close()
      throw error
    }
    return made
  }

  /// Read and write for the owner and the group: connecting takes the right to write (unix(7)).
  private static let mode: mode_t = 0o660

  /// The socket that the service manager passed (sd_listen_fds(3)); nil if it passed none. The
  /// variables that told of it are unset, so that no program started later believes them.
  package static func inherited(
    environment: (String) -> String? = Environment.value, first: Int32 = firstPassed
  ) throws -> ListeningSocket? {
    guard let count = environment("LISTEN_FDS").flatMap({ Int32($0) }), count > 0,
      let pid = environment("LISTEN_PID").flatMap({ Int32($0) }), pid == getpid()
    else { return nil }
    Environment.unset(["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"])
    guard count == 1 else {
      throw ListeningSocketError("the service manager passed \(count) sockets, one is wanted")
    }
    let socket = Descriptor(first)
    guard isListeningStream(socket) else {
      throw ListeningSocketError("what the service manager passed is no listening Unix socket")
    }
    try check("fcntl") { fcntl(socket.raw, F_SETFD, FD_CLOEXEC) }
    try check("fcntl") { fcntl(socket.raw, F_SETFL, fcntl(socket.raw, F_GETFL) | O_NONBLOCK) }
    return ListeningSocket(socket, ownPath: nil)
  }

  /// SD_LISTEN_FDS_START of sd_listen_fds(3).
  package static let firstPassed: Int32 = 3

  private static func isListeningStream(_ socket: Descriptor) -> Bool {
    func option(_ name: Int32) -> Int32? {
      var value: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      return getsockopt(socket.raw, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
    return option(SO_DOMAIN) == AF_UNIX && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue)
      && option(SO_ACCEPTCONN) == 1
  }

  /// Makes way for a new socket, or says why not.
  private static func clear(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      let failure = SystemError("lstat")
      if failure.code == ENOENT { return }
      throw ListeningSocketError("cannot look at \(path): \(failure)")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ListeningSocketError("\(path) exists and is no socket; it is left as it is")
    }
    // Without waiting: the queue of a daemon that hangs may be full, which is an answer too.
    let probe = try SocketAddress.stream(Int32(SOCK_NONBLOCK.rawValue))
    let answer = SocketAddress.with(path) { connect(probe.raw, $0, $1) == 0 ? 0 : errno }
    switch answer {
    case 0, EAGAIN:
      throw ListeningSocketError("another daemon answers at \(path); only one may")
    case ECONNREFUSED: try check("unlink") { unlink(path) }
    case let failure:
      let failure = SystemError("connect", code: failure ?? EINVAL)
      throw ListeningSocketError("cannot tell whether \(path) is in use: \(failure)")
    }
  }

  /// The next peer, without waiting and close-on-exec; nil when nobody waits. Throws EMFILE or
  /// ENFILE when there was no descriptor for one: that peer was turned away.
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

  /// Stops listening; a path this process made, and that is still its own, goes. A second call does
  /// nothing.
  package func close() {
    guard descriptor.raw >= 0 else { return }
    // The path goes first: once the socket is closed a successor may take the path, and with it,
    // on many file systems, the same inode number.
    if let own, FileIdentity(path: own.path) == own.identity { unlink(own.path) }
    descriptor.close()
    reserve?.close()
  }
}
