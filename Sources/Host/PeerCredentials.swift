import CLinux
import Glibc

/// Who is at the other end of a Unix socket, as the kernel saw it when it connected (unix(7)).
package struct PeerCredentials: Hashable, Sendable {
  package var pid: Int32
  package var uid: UInt32
  package var gid: UInt32
  /// All its groups, supplementary ones too.
  package var groups: [UInt32]

  package init(pid: Int32, uid: UInt32, gid: UInt32, groups: [UInt32]) {
    self.pid = pid
    self.uid = uid
    self.gid = gid
    self.groups = groups
  }

  package init(of socket: Descriptor) throws(SystemError) {
    var credentials = Credentials()
    var size = socklen_t(MemoryLayout<Credentials>.size)
    try check("getsockopt SO_PEERCRED") {
      getsockopt(socket.raw, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
    }
    self.init(
      pid: credentials.pid, uid: credentials.uid, gid: credentials.gid,
      groups: try Self.groups(of: socket))
  }

  /// `struct ucred` of unix(7), which the C library shows to GNU programs only.
  private struct Credentials {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
  }

  /// NGROUPS_MAX of Linux is 65536; nobody at a station is in more groups than this.
  private static let groupsMax = 1024

  private static func groups(of socket: Descriptor) throws(SystemError) -> [UInt32] {
    var groups = [UInt32](repeating: 0, count: groupsMax)
    var size = socklen_t(groupsMax * MemoryLayout<UInt32>.size)
    try check("getsockopt SO_PEERGROUPS") {
      getsockopt(socket.raw, SOL_SOCKET, SO_PEERGROUPS, &groups, &size)
    }
    return Array(groups.prefix(Int(size) / MemoryLayout<UInt32>.size))
  }
}
