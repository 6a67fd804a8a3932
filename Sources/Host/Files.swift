import CLinux
import Glibc

/// Whole files, read up to a bound.
package enum Files {
  package static func read(_ path: String, max: Int) throws(FileError) -> [UInt8] {
    let raw = open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw FileError("\(path) cannot be read: \(reason)") }
    return try read(Descriptor(raw), named: path, max: max)
  }

  /// Reads from where the descriptor stands to its end.
  package static func read(
    _ descriptor: Descriptor, named name: String, max: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = Glibc.read(descriptor.raw, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError("\(name) cannot be read: \(reason)") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
      guard bytes.count <= max else {
        throw FileError("\(name) is larger than \(max) bytes, the most that is read")
      }
    }
  }

  private static let chunkBytes = 65_536

  /// Writes everything to a descriptor.
  package static func write(_ bytes: [UInt8], to descriptor: Descriptor) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      start += try bytes.withUnsafeBufferPointer { (all) throws(SystemError) in
        try check("write") {
          Glibc.write(descriptor.raw, all.baseAddress?.advanced(by: start), all.count - start)
        }
      }
    }
  }

  /// Whether people outside the owner and the group can read it.
  package static func isWorldReadable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o004 != 0
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
