import CLinux
import Glibc

/// Who is at the other end of a Unix socket, as the kernel saw it when it connected (unix(7)).
package struct PeerCredentials: Hashable, Sendable {
  /// The process that connected; it may have ended since.
  package var pid: Int32
  /// Its effective user.
  package var uid: UInt32
  /// Its effective group.
  package var gid: UInt32
  /// Its supplementary groups; the kernel need not repeat `gid` among them.
  package var groups: [UInt32]

  /// Credentials as given, for what is decided by them.
  package init(pid: Int32, uid: UInt32, gid: UInt32, groups: [UInt32]) {
    self.pid = pid
    self.uid = uid
    self.gid = gid
    self.groups = groups
  }

  /// Asks the kernel about the peer of a connected socket.
  package init(of socket: Descriptor) throws(SystemError) {
    let credentials = try Self.credentials(of: socket)
    self.init(
      pid: credentials.pid, uid: credentials.uid, gid: credentials.gid,
      groups: try Self.groups(of: socket))
  }

  /// The peer's user alone, in half the time.
  package static func user(of socket: Descriptor) throws(SystemError) -> UInt32 {
    try credentials(of: socket).uid
  }

  private static func credentials(of socket: Descriptor) throws(SystemError) -> Credentials {
    var credentials = Credentials()
    var size = socklen_t(MemoryLayout<Credentials>.size)
    try check("getsockopt SO_PEERCRED") {
      getsockopt(socket.raw, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
    }
    return credentials
  }

  /// `struct ucred` of unix(7), which the C library shows to GNU programs only.
  private struct Credentials {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
  }

  /// Room tried first, in groups: hardly anybody is in more.
  private static let groupsUsual = 64

  /// NGROUPS_MAX of Linux (getgroups(2)): no process is in more.
  private static let groupsMax = 65_536

  private static func groups(of socket: Descriptor) throws(SystemError) -> [UInt32] {
    do throws(SystemError) {
      return try groups(of: socket, room: groupsUsual)
    } catch {
      // The kernel's way to say that there are more.
      guard error.code == ERANGE else { throw error }
      return try groups(of: socket, room: groupsMax)
    }
  }

  private static func groups(
    of socket: Descriptor, room: Int
  ) throws(SystemError) -> [UInt32] {
    var groups = [UInt32](repeating: 0, count: room)
    var size = socklen_t(room * MemoryLayout<UInt32>.size)
    try check("getsockopt SO_PEERGROUPS") {
      getsockopt(socket.raw, SOL_SOCKET, SO_PEERGROUPS, &groups, &size)
    }
    return Array(groups.prefix(Int(size) / MemoryLayout<UInt32>.size))
  }
}
