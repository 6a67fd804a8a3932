import CLinux
import Glibc

/// A lock between processes, by flock(2) on a file; given up when it is let go of, and with the
/// process.
package struct FileLock {
  private let descriptor: Descriptor

  /// Between tries, in milliseconds.
  private static let pauseMilliseconds: Int32 = 10

  /// Takes the lock on the file, which is made where it is missing; nil where another process still
  /// holds it when the time is up.
  package init?(_ path: String, patienceMilliseconds: Int64) throws(FileError) {
    let raw = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard raw >= 0 else { throw FileError("\(path) cannot be locked: \(SystemError("open"))") }
    descriptor = Descriptor(raw)
    let end = Clock.monotonicNanoseconds() + patienceMilliseconds * 1_000_000
    while flock(raw, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, Clock.monotonicNanoseconds() < end else {
        return nil
      }
      poll(nil, 0, Self.pauseMilliseconds)
    }
  }

  package func release() { descriptor.close() }
}
