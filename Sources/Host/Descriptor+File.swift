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

  /// A pipe's ends. Neither is left to a program that another thread starts meanwhile: one that
  /// held the writing end would keep whoever reads the other from ever coming to its end.
  package static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    try check("pipe2") { pipe2(&ends, O_CLOEXEC) }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
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
