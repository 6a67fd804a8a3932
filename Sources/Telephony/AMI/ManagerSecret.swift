import AmparoHost
import Glibc

/// The manager's secret, in a file of its own.
package enum ManagerSecret {
  private static let bytesMax = 256

  /// The first line of the file. Refused, in a sentence, if anybody but the user that runs this
  /// could read or write it.
  package static func read(_ path: String) throws(FileError) -> String {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else {
      throw FileError("the secret \(path) cannot be read: \(SystemError("open"))")
    }
    let file = Descriptor(raw)
    // Of the open file, so that what was looked at is what is read.
    var status = stat()
    guard fstat(file.raw, &status) == 0 else {
      throw FileError("the secret \(path) cannot be looked at: \(SystemError("fstat"))")
    }
    guard status.st_uid == geteuid() else {
      throw FileError(
        "the secret \(path) belongs to user \(status.st_uid), not to user \(geteuid()), which runs "
          + "this; chown it")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw FileError(
        "the secret \(path) has mode \(String(status.st_mode & 0o777, radix: 8)), so others can "
          + "use it; chmod 600")
    }
    let bytes = try Files.read(file, named: "the secret \(path)", max: bytesMax)
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !line.isEmpty, line.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw FileError(
        "the secret \(path) must be one line of letters, digits and marks, without blanks")
    }
    return String(decoding: line, as: UTF8.self)
  }
}
