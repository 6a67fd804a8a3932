import CLinux
import Glibc

/// What kind of file system a path lies on.
package enum FileSystem {
  /// The name of the kind where the file, or the nearest of its directories that is there, is kept
  /// by another machine; nil on a local one and where it cannot be told.
  package static func networkKind(of path: String) -> String? {
    var directory = path[...]
    var status = statfs()
    while statfs(directory.isEmpty ? "/" : String(directory), &status) != 0 {
      guard errno == ENOENT, let slash = directory.lastIndex(of: "/") else { return nil }
      directory = directory[..<slash]
    }
    return networkKind(magic: Int64(status.f_type))
  }

  /// By the number that statfs(2) gives.
  static func networkKind(magic: Int64) -> String? {
    // Some kinds have the highest of 32 bits set, which comes back as a negative number or not.
    network[UInt32(truncatingIfNeeded: magic)]
  }

  /// From statfs(2) and linux/magic.h. FUSE is here for sshfs and its like; the number does not say
  /// which of them it is.
  private static let network: [UInt32: String] = [
    0x6969: "nfs", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2", 0x517B: "smb", 0x0102_1997: "9p",
    0x00C3_6400: "ceph", 0x5346_414F: "afs", 0x6B41_4653: "afs", 0x7375_7245: "coda",
    0x564C: "ncp", 0x0BD0_0BD0: "lustre", 0x0116_1970: "gfs2", 0x7461_636F: "ocfs2",
    0x6573_5546: "fuse",
  ]
}
