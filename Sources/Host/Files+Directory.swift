import CLinux
import Glibc

extension Files {
  /// The names in a directory, sorted, without those that begin with a dot.
  package static func names(in directory: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else {
      throw FileError("\(directory) cannot be listed: \(SystemError("opendir"))")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// When the file was last written, wall time in milliseconds; nil where there is none.
  package static func modified(_ path: String) -> Int64? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
  }

  package static func isDirectory(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

  package static func isRegular(_ path: String) -> Bool { mode(of: path) == S_IFREG }

  /// What kind of file it is, behind any symbolic link; nil where there is none.
  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The group of a file or directory; nil where there is none.
  package static func group(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_gid : nil
  }
}
