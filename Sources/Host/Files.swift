import CLinux
import Glibc

/// Whole files, read up to a bound.
package enum Files {
  /// How long another program may keep a read or a write waiting, in milliseconds, while it moves
  /// nothing: a descriptor that a peer passed may be a pipe that nobody serves.
  package static let patienceMilliseconds: Int64 = 5000

  /// Bytes of one read.
  private static let readBytes = 65_536

  /// Bytes of one write: PIPE_BUF of pipe(7), which never waits where poll(2) found room.
  private static let writeBytes = 4096

  /// Reads the file; the error says in words that it is missing, not ours to read, a directory, or
  /// larger than `max` bytes.
  package static func read(_ path: String, max: Int) throws(FileError) -> [UInt8] {
    // Without O_NONBLOCK a FIFO that nobody writes to would hold open(2) for ever.
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else { throw unreadable(path, SystemError("open")) }
    return try read(Descriptor(raw), named: path, max: max)
  }

  private static func unreadable(
    _ path: String, _ failure: SystemError, _ patienceMilliseconds: Int64 = patienceMilliseconds
  ) -> FileError {
    switch failure.code {
    case EISDIR: FileError("\(path) is a directory; a file is wanted")
    case ETIMEDOUT:
      FileError("\(path) cannot be read: nothing came for \(patienceMilliseconds) ms")
    case ENOENT: FileError("\(path) does not exist")
    case EACCES, EPERM:
      FileError("\(path) cannot be read: the user that runs this has no right to it")
    default: FileError("\(path) cannot be read: \(failure)")
    }
  }

  /// Reads from where the descriptor stands to its end, which must be at most `max` bytes away.
  /// Waits for a pipe or a socket, but not for ever.
  package static func read(
    _ descriptor: Descriptor, named name: String, max: Int,
    patienceMilliseconds: Int64 = patienceMilliseconds
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: readBytes)
    while true {
      let count: Int
      do throws(SystemError) {
        count = try readSome(descriptor, into: &chunk, patienceMilliseconds)
      } catch {
        throw unreadable(name, error, patienceMilliseconds)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
      guard bytes.count <= max else {
        throw FileError("\(name) is larger than \(max) bytes, the most that is read")
      }
    }
  }

  private static func readSome(
    _ descriptor: Descriptor, into chunk: inout [UInt8], _ patienceMilliseconds: Int64
  ) throws(SystemError) -> Int {
    while try descriptor.wait(for: .read, until: end(of: patienceMilliseconds)) {
      let count = Glibc.read(descriptor.raw, &chunk, chunk.count)
      if count >= 0 { return count }
      let failure = SystemError("read")
      if failure.code != EINTR && failure.code != EAGAIN { throw failure }
    }
    throw SystemError("read", code: ETIMEDOUT)
  }

  /// Opens a file of ours for reading, in parts.
  package static func opened(_ path: String) throws(FileError) -> Descriptor {
    let raw = open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw unreadable(path, SystemError("open")) }
    return Descriptor(raw)
  }

  /// The next part of a file, empty at its end.
  package static func part(of file: Descriptor) throws(FileError) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: readBytes)
    do throws(SystemError) {
      let count = try check("read") { Glibc.read(file.raw, &chunk, chunk.count) }
      return Array(chunk.prefix(count))
    } catch {
      throw FileError("it cannot be read: \(error)")
    }
  }

  /// Copies from where the one stands to its end, waiting for either as long as it takes.
  package static func copy(_ from: Descriptor, to: Descriptor) throws(SystemError) {
    var chunk = [UInt8](repeating: 0, count: readBytes)
    while true {
      let count = try check("read") { Glibc.read(from.raw, &chunk, chunk.count) }
      if count == 0 { return }
      var rest = chunk.prefix(count)
      while !rest.isEmpty {
        let written = try check("write") {
          rest.withUnsafeBytes { Glibc.write(to.raw, $0.baseAddress, $0.count) }
        }
        rest = rest.dropFirst(written)
      }
    }
  }

  /// Writes everything to a descriptor. Waits for a pipe or a socket, but not for ever: then the
  /// error is ETIMEDOUT.
  package static func write(
    _ bytes: [UInt8], to descriptor: Descriptor,
    patienceMilliseconds: Int64 = patienceMilliseconds
  ) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard try descriptor.wait(for: .write, until: end(of: patienceMilliseconds)) else {
        throw SystemError("write", code: ETIMEDOUT)
      }
      let count = rest.prefix(writeBytes).withUnsafeBytes {
        Glibc.write(descriptor.raw, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else {
        let failure = SystemError("write")
        if failure.code != EINTR && failure.code != EAGAIN { throw failure }
      }
    }
  }

  private static func end(of patienceMilliseconds: Int64) -> Int64 {
    Clock.monotonicNanoseconds() + patienceMilliseconds * 1_000_000
  }

  /// Whether people outside the owner and the group can read it; false if it cannot be looked at.
  package static func isWorldReadable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o004 != 0
  }
}
