import Glibc

/// A directory of its own for one run; on the disk, not in memory, unless TMPDIR says so.
struct TemporaryDirectory {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    var template = Array("\(parent)/amparo-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw LabError("no directory can be made in \(parent)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A directory within it.
  func make(_ name: String) throws -> String {
    let directory = "\(path)/\(name)"
    guard mkdir(directory, 0o700) == 0 else { throw LabError("cannot make \(directory)") }
    return directory
  }

  func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    guard let directory = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { remove("\(path)/\(name)") }
    }
    closedir(directory)
    rmdir(path)
  }
}
