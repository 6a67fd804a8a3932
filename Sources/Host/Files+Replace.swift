import CLinux
import Glibc

extension Files {
  /// Puts a file at the path, whole or not at all: whoever looks sees the old one or the new one,
  /// and after a power cut too. It is written in `scratch`, a directory of the same file system and
  /// by default the path's own, under a name that begins with a dot; `mode` does not heed the
  /// umask. A spool whose reader takes whatever appears in it needs a `scratch` of its own; one
  /// whose reader is of a group, that `group`.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32, scratch: String? = nil,
    group: UInt32? = nil
  ) throws(FileError) {
    let directory = directory(of: path)
    let temporary = "\(scratch ?? directory)/.\(String(Entropy.next(), radix: 36)).new"
    do throws(SystemError) {
      try create(temporary, bytes, mode, group)
    } catch {
      throw FileError("\(temporary), to become \(path), cannot be written: \(error)")
    }
    do throws(SystemError) {
      try check("rename") { rename(temporary, path) }
    } catch {
      unlink(temporary)
      throw FileError("\(path) cannot be put in its place: \(error)")
    }
    do throws(SystemError) {
      try sync(directory)
    } catch {
      throw FileError("\(path) is in its place, but \(directory) was not synced: \(error)")
    }
  }

  /// Puts a file at a path where there is none, whole or not at all, after a power cut too; false,
  /// and nothing changed, if one is there.
  package static func add(
    _ path: String, _ bytes: [UInt8], mode: UInt32
  ) throws(FileError) -> Bool {
    let directory = directory(of: path)
    let temporary = "\(directory)/.\(String(Entropy.next(), radix: 36)).new"
    do throws(SystemError) {
      try create(temporary, bytes, mode, nil)
      defer { unlink(temporary) }
      guard link(temporary, path) == 0 else {
        let failure = SystemError("link")
        if failure.code == EEXIST { return false }
        throw failure
      }
      try sync(directory)
      return true
    } catch {
      throw FileError("\(path) cannot be written: \(error)")
    }
  }

  /// Makes a directory, there after a power cut too; nothing is wrong with one that is there.
  package static func makeDirectory(_ path: String, mode: UInt32) throws(FileError) {
    if mkdir(path, mode) != 0 {
      let failure = SystemError("mkdir")
      if failure.code == EEXIST { return }
      throw FileError("\(path) is not there and cannot be made: \(failure)")
    }
    do throws(SystemError) {
      try sync(directory(of: path))
    } catch {
      throw FileError("\(path) was made, but its directory was not synced: \(error)")
    }
  }

  /// Removes a file, for good after a power cut too; one that is not there is no error.
  package static func remove(_ path: String) throws(FileError) {
    do throws(SystemError) {
      guard unlink(path) == 0 else {
        let failure = SystemError("unlink")
        if failure.code == ENOENT { return }
        throw failure
      }
      try sync(directory(of: path))
    } catch {
      throw FileError("\(path) cannot be removed: \(error)")
    }
  }

  /// Gives a file another name in the same file system, for good after a power cut too; what had
  /// that name before is gone.
  package static func move(_ path: String, to target: String) throws(FileError) {
    do throws(SystemError) {
      try check("rename") { rename(path, target) }
      try sync(directory(of: target))
    } catch {
      throw FileError("\(target) cannot be put in its place: \(error)")
    }
  }

  private static func create(
    _ path: String, _ bytes: [UInt8], _ mode: UInt32, _ group: UInt32?
  ) throws(SystemError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = Descriptor(try check("open") { open(path, flags, 0o600) })
    do throws(SystemError) {
      try write(bytes, to: file)
      if let group, Files.group(of: path) != group {
        try check("fchown") { fchown(file.raw, uid_t.max, group) }
      }
      try check("fchmod") { fchmod(file.raw, mode) }
      try check("fsync") { fsync(file.raw) }
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func sync(_ directory: String) throws(SystemError) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    let descriptor = Descriptor(try check("open") { open(directory, flags) })
    try check("fsync") { fsync(descriptor.raw) }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
