import AmparoHost

/// What the daemon is still to be told, as files of one line each, synced, in the order of their
/// names.
struct EventSpool {
  let directory: String

  /// Events kept while the daemon is away: a day of a modem that does nothing else.
  private static let eventsMax = 10_000
  private static let bytesMax = 65_536

  /// Keeps a request line; it is on the disk when this returns.
  func add(_ line: [UInt8], at wall: Int64) throws(FileError) {
    try Files.makeDirectory(directory, mode: 0o700)
    guard try names().count < Self.eventsMax else {
      throw FileError(
        "\(directory) holds \(Self.eventsMax) events; is the daemon running, and is the user that "
          + "smstools runs as one of its \"peers\"?")
    }
    let unique = String(Entropy.next(), radix: 36)
    try Files.replace(
      "\(directory)/\(Self.stamp(wall))-\(unique)", with: line, mode: 0o600)
  }

  /// Whether anything was ever kept.
  var isThere: Bool { Files.modified(directory) != nil }

  func names() throws(FileError) -> [String] { try Files.names(in: directory) }

  func read(_ name: String) throws(FileError) -> [UInt8] {
    try Files.read("\(directory)/\(name)", max: Self.bytesMax)
  }

  func remove(_ name: String) throws(FileError) { try Files.remove("\(directory)/\(name)") }

  /// Milliseconds of fifteen digits, so that names sort as times do until the year 33658.
  static func stamp(_ wall: Int64) -> String {
    let digits = String(wall)
    return String(repeating: "0", count: max(0, 15 - digits.count)) + digits
  }
}
