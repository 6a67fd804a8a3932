import AmparoCore
import AmparoHost

/// Which page each message number of a modem belongs to, until the delivery report comes. Numbers
/// run from 0 to 255 and begin again, so they count only together with the recipient's number, and
/// the newest fits. A small file each, so that programs that run at once are not in each other's
/// way.
struct SentIndex {
  let directory: String

  struct Sent {
    var page: PageID
    var modem: String?
    /// The modem's number for it.
    var message: Int64
    var number: String
  }

  /// A report that comes later than this, in milliseconds, tells nobody anything.
  private static let keptFor: Int64 = 3 * 86_400_000
  /// Messages kept: four times round a modem's numbers.
  private static let entriesMax = 1024
  private static let bytesMax = 4096

  func add(_ sent: Sent, at wall: Int64) throws(FileError) {
    try Files.makeDirectory(directory, mode: 0o700)
    let members: JSONValue = [
      "page": .int(sent.page.rawValue), "modem": .text(sent.modem),
      "message": .int(sent.message), "number": .string(sent.number),
    ]
    try Files.replace(
      "\(directory)/\(Self.stamp(wall))-\(sent.page)", with: JSONWriter.encode(members),
      mode: 0o600)
    try prune(at: wall)
  }

  private func prune(at wall: Int64) throws(FileError) {
    let names = try Files.names(in: directory)
    let tooMany = names.count - Self.entriesMax
    let tooOld = Self.stamp(max(0, wall - Self.keptFor))
    for (index, name) in names.enumerated() where index < tooMany || name < tooOld {
      try Files.remove("\(directory)/\(name)")
    }
  }

  /// Milliseconds of fifteen digits, so that names sort as times do until the year 33658.
  private static func stamp(_ wall: Int64) -> String {
    let digits = String(wall)
    return String(repeating: "0", count: max(0, 15 - digits.count)) + digits
  }

  /// The page of the newest message with that number to that recipient.
  func page(modem: String?, message: Int64, number: String) -> PageID? {
    let names: [String]
    do throws(FileError) {
      names = try Files.names(in: directory)
    } catch {
      // Nothing was ever kept: the report is about no message of ours.
      return nil
    }
    return names.reversed().lazy.compactMap(read).first { sent in
      sent.message == message && sent.number == number
        && (sent.modem == nil || modem == nil || sent.modem == modem)
    }?.page
  }

  private func read(_ name: String) -> Sent? {
    do {
      let value = try JSONParser.parse(
        try Files.read("\(directory)/\(name)", max: Self.bytesMax))
      guard let page = value["page"]?.int, let message = value["message"]?.int,
        let number = value["number"]?.string
      else { return nil }
      return Sent(
        page: PageID(page), modem: value["modem"]?.string, message: message, number: number)
    } catch {
      // Taken away meanwhile, or damaged: the others may still fit.
      return nil
    }
  }
}
