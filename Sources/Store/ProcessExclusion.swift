import Glibc

/// One daemon per database: a lock (flock(2)) on a file beside it, which the kernel gives back
/// however the process ends.
package final class ProcessExclusion {
  private let descriptor: Int32

  /// Takes the lock, or says who has it.
  package init(database path: String) throws(StoreError) {
    // A first start makes the directory, for the owner alone; one that is there is left as it is.
    let directory = path.split(separator: "/").dropLast().joined(separator: "/")
    mkdir(path.hasPrefix("/") ? "/" + directory : directory, 0o700)
    let file = path + ".lock"
    let writable = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    let refusal = errno
    // A lock needs no writing: after a fault the system itself may have made the disk read-only.
    descriptor = writable >= 0 ? writable : open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw Self.refused(file, refusal) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw StoreError("another daemon (process \(holder)) has the database \(path); only one may")
    }
    let pid = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, pid, pid.count, 0) == pid.count else {
      // The lock counts, not the number in it, which is only for people; a full disk may refuse it.
      return
    }
  }

  private static func refused(_ file: String, _ code: Int32) -> StoreError {
    let why =
      switch code {
      case EROFS: "its file system is read-only; mend the disk, or mount it for writing"
      case ENOSPC, EDQUOT: "the disk is full; make room"
      default:
        "\(String(cString: strerror(code))); the directory of the database must exist and be the "
          + "daemon's own"
      }
    return StoreError("cannot make \(file): \(why)")
  }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = max(0, pread(descriptor, &bytes, bytes.count, 0))
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    return text.isEmpty ? "unknown" : String(text.prefix { $0.isNumber })
  }

  deinit { close(descriptor) }
}
