import CLinux
import Glibc

/// Descriptors of files, and of memory that is used as one.
extension Descriptor {
  /// MFD_CLOEXEC of memfd_create(2), which the C library declares for GNU programs only.
  private static let closeOnExec: UInt32 = 1

  /// A file in memory, which no other program can open and nothing leaves on the disk. The name is
  /// only for people who look at /proc (memfd_create(2)).
  package static func memory(_ name: String) throws(SystemError) -> Descriptor {
    Descriptor(try check("memfd_create") { memfd_create(name, closeOnExec) })
  }

  /// Whether reading it to its end never waits for anybody.
  package var isRegularFile: Bool {
    var status = stat()
    return fstat(raw, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Back to the first byte.
  package func rewind() throws(SystemError) {
    _ = try check("lseek") { lseek(raw, 0, SEEK_SET) < 0 ? -1 : 0 }
  }
}
