import AmparoCore

/// A message as smstools keeps it: header lines, an empty line, the text. Whatever a sender can put
/// into it is only ever a value, and a header that comes twice counts as none, for a sender's name
/// may hold a line feed.
package struct MessageFile: Sendable {
  private let headers: [String: String]
  private let repeated: Set<String>
  private let body: ArraySlice<UInt8>

  /// Bytes of the largest file read: 255 parts of a long message are some 40,000 signs.
  package static let bytesMax = 262_144

  /// Header lines looked at; smstools writes some fifteen.
  private static let headersMax = 64

  package init(_ bytes: [UInt8]) {
    var headers: [String: String] = [:]
    var repeated: Set<String> = []
    var rest = bytes[...]
    for _ in 0..<Self.headersMax {
      guard !rest.isEmpty else { break }
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      rest = rest[line.endIndex...].dropFirst()
      let bare = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard !bare.isEmpty else { break }
      guard let colon = bare.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: bare[..<colon], as: UTF8.self)
      if headers[name] != nil { repeated.insert(name) }
      headers[name] = Self.trimmed(String(decoding: bare[colon...].dropFirst(), as: UTF8.self))
    }
    self.headers = headers
    self.repeated = repeated
    self.body = rest
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// The header's value; nil where it is missing, empty, or written more than once.
  package func header(_ name: String) -> String? {
    guard !repeated.contains(name), let value = headers[name], !value.isEmpty else { return nil }
    return value
  }

  /// The text, decoded from the alphabet that the file names, without control characters and
  /// bounded; empty where the message is no text.
  package var text: String {
    MessageAlphabet(header("Alphabet")).text(of: body)
  }

  /// The lines of a delivery report, as the headers they look like.
  package var report: MessageFile {
    MessageFile(Array(body.drop { $0 != UInt8(ascii: "\n") }.dropFirst()))
  }

  // MARK: Numbers

  /// The sender's number. Nil for a name, which anybody can choose freely, for one whose kind the
  /// file does not tell, and for one that is no number.
  package var sender: String? {
    guard let from = header("From"), let type = header("From_TOA").flatMap(Self.typeOfNumber)
    else { return nil }
    return Self.number(from, isInternational: type == Self.international, isName: type == Self.name)
  }

  /// The number of somebody who rang the modem: no name can be sent there.
  package var caller: String? {
    let type = header("From_TOA").flatMap(Self.typeOfNumber)
    return header("From").flatMap {
      Self.number($0, isInternational: type == Self.international, isName: false)
    }
  }

  private static func number(
    _ written: String, isInternational: Bool, isName: Bool
  ) -> String? {
    let digits = written.hasPrefix("+") ? String(written.dropFirst()) : written
    guard !isName, (1...digitsMax).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return (isInternational || written.hasPrefix("+") ? "+" : "") + digits
  }

  /// Digits of the longest number that a message can carry (3GPP TS 23.040, section 9.1.2.5).
  private static let digitsMax = 20

  /// Types of number, in an address's first octet (3GPP TS 23.040, section 9.1.2.5).
  private static let international: UInt8 = 1
  private static let name: UInt8 = 5

  /// Of `91 international, ISDN/telephone` the 1.
  private static func typeOfNumber(_ written: String) -> UInt8? {
    UInt8(written.prefix(2), radix: 16).map { $0 >> 4 & 7 }
  }

  /// The digits alone of whom a message is to, or a report is from.
  package func digits(_ header: String) -> String? {
    self.header(header).map { $0.filter(\.isNumber) }
  }
}
