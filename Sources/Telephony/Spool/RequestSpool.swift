import AmparoCore
import AmparoHost

/// Requests that the daemon is still to be told, kept on disk until it takes them: one file each, a
/// JSON line, named by numbers so that the order of names is the order of the calls.
///
/// A file holds a caller's number: it is its owner's alone. Several programs add at a time; one
/// delivers.
package struct RequestSpool: Sendable {
  /// Takes lines for the log, ids only.
  package typealias Log = (SystemLog.Priority, String) -> Void

  /// The directory; it is made if only its last part is missing.
  package let directory: String

  /// Requests kept at a time: a day of a modem that does nothing else, a week of a line that has a
  /// call a minute. More is a daemon nobody looks after.
  package static let filesMax = 10_000

  /// Bytes of one request: the daemon takes no longer line.
  static let fileBytesMax = 65_536

  /// Digits of a name; the numbers begin again when the spool has been empty.
  private static let digits = 12

  /// How often a name may be taken by another program in the meantime.
  private static let attempts = 100

  package init(_ directory: String) { self.directory = directory }

  /// Keeps a request; when this returns it is there after a power cut too.
  package func put(_ request: JSONValue) throws(FileError) {
    let line = JSONWriter.encode(request)
    try Files.makeDirectory(directory, mode: 0o700)
    for _ in 0..<Self.attempts {
      let names = try names()
      guard names.count < Self.filesMax else {
        throw FileError(
          "\(directory) holds \(Self.filesMax) requests already, the most it takes; is the daemon "
            + "running, and is the user that runs this one of its \"peers\"?")
      }
      let next = names.last.flatMap(Self.number(of:)).map { $0 + 1 } ?? 1
      if try Files.add(path(Self.name(next)), line, mode: 0o600) { return }
    }
    throw FileError("\(directory): other programs took each name first")
  }

  /// The names of the requests, oldest first. Other files are not the spool's.
  func names() throws(FileError) -> [String] {
    try Files.names(in: directory).filter { Self.number(of: $0) != nil }
  }

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  private static func name(_ number: Int64) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text + ".json"
  }

  private static func number(of name: String) -> Int64? {
    guard name.hasSuffix(".json"), name.utf8.count == digits + ".json".utf8.count else {
      return nil
    }
    return Int64(name.dropLast(".json".count))
  }
}
