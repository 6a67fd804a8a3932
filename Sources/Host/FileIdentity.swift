import CLinux
import Glibc

/// Which file a path leads to right now, its last link not followed (inode(7)).
struct FileIdentity: Hashable {
  private let device: dev_t
  private let inode: ino_t

  /// Nil where there is no such file, or it cannot be looked at.
  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }
}
