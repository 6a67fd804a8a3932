import Glibc

/// Room kept on the disk, to be given up when the disk is full, so that alerts can be stored while
/// somebody makes more.
package struct Ballast: Sendable {
  /// 8 MiB: some ten thousand alerts with all their rows.
  static let bytes: off_t = 8 << 20

  private let path: String

  package init(database path: String) { self.path = path + ".ballast" }

  /// Makes it if it is not there; false where there is no room for it, or where it would take the
  /// room that a disk which was full has only just got.
  package func make() -> Bool {
    var status = stat()
    if stat(path, &status) == 0 && status.st_size == Self.bytes { return true }
    guard hasRoom else { return false }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard posix_fallocate(descriptor, 0, Self.bytes) == 0 else {
      unlink(path)
      return false
    }
    return true
  }

  /// Whether twice its size is free where it is to lie.
  private var hasRoom: Bool {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    var space = statvfs()
    guard statvfs(directory, &space) == 0 else { return false }
    return UInt64(space.f_bavail) >= 2 * UInt64(Self.bytes) / max(1, UInt64(space.f_frsize))
  }

  /// Gives the room up; false where there was none left to give.
  package func release() -> Bool { unlink(path) == 0 }
}
