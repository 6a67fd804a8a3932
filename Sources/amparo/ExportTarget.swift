import AmparoHost
import Glibc

/// Where an export goes: a file, or standard output for `-`. The daemon writes to a descriptor that
/// never keeps it waiting, and what was there before stays until all of it has come.
struct ExportTarget {
  let descriptor: Descriptor
  private let path: String
  /// The file it is written to before it takes its name; nil for what is kept in memory.
  private let draft: String?

  init(_ path: String) throws {
    self.path = path
    let isInPlace = path == "-" || !Self.mayBeReplaced(path)
    let draft = isInPlace ? nil : "\(path).\(getpid()).part"
    self.draft = draft
    if let draft {
      // For nobody else to read.
      let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
      descriptor = try Document.descriptor(open(draft, flags, 0o600), path)
    } else {
      do {
        descriptor = try Descriptor.memory("amparo-export")
      } catch {
        throw CommandError.usage("\(path): \(error)")
      }
    }
  }

  /// A device or a pipe keeps its place.
  private static func mayBeReplaced(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// All has come: it takes its place.
  func finish() throws {
    if let draft {
      guard fsync(descriptor.raw) == 0, rename(draft, path) == 0 else { throw failure() }
      return
    }
    do {
      try descriptor.rewind()
      let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
      let target = path == "-" ? dup(STDOUT_FILENO) : open(path, flags, 0o600)
      try Files.copy(descriptor, to: try Document.descriptor(target, path))
    } catch let error as SystemError {
      throw CommandError.usage("\(path): \(error)")
    }
  }

  /// Nothing is left behind of what did not take its place.
  func abandon() {
    if let draft { unlink(draft) }
  }

  private func failure() -> CommandError {
    CommandError.usage("\(path): \(String(cString: strerror(errno)))")
  }
}
