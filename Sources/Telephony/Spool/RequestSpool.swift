import AmparoCore
import AmparoHost
import Glibc

/// Requests the daemon could not be told, kept on disk until it takes them: one file each, a JSON
/// line, named by numbers so that the order of names is the order of the calls.
///
/// A file holds a caller's number: it is its owner's alone. Several programs add at a time; one
/// delivers (``SpoolDelivery``).
package struct RequestSpool: Sendable {
  /// The directory; it is made if only its last part is missing.
  package let directory: String

  /// Requests kept at a time. A line that takes a call a minute fills it in most of a day; more is
  /// a daemon nobody looks after, and the desk has had the calls all along.
  package static let filesMax = 1000

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
        throw FileError("\(directory) holds \(Self.filesMax) requests already, the most it takes")
      }
      let next = names.last.flatMap(Self.number(of:)).map { $0 + 1 } ?? 1
      if try Files.add(path(Self.name(next)), line, mode: 0o600) { return }
    }
    throw FileError("\(directory): other programs took each name first")
  }

  /// The names of the requests, oldest first. Other files are not the spool's.
  func names() throws(FileError) -> [String] {
    guard let listing = opendir(directory) else {
      throw FileError("\(directory) cannot be looked at: \(SystemError("opendir"))")
    }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if Self.number(of: name) != nil { names.append(name) }
    }
    return names.sorted()
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
