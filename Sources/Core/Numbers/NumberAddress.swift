/// The parts of what a gateway puts in a caller field: a bare number, a URI (RFC 3261, RFC 3966),
/// or either in angle brackets after a name.
struct NumberAddress {
  /// What should be the number, or a word such as `anonymous`.
  private(set) var user: Substring
  /// After the `@`; empty where there is none.
  private(set) var host: Substring = ""
  /// From `;phone-context=+34` (RFC 3966, section 5.1.5).
  private(set) var countryCode: String?

  private static let schemes = ["sip:", "sips:", "tel:", "callto:"]

  init(_ text: String) {
    user = text[...]
    if Self.isBare(user) { return }
    user = Self.addressPart(of: Self.trimmed(text[...]))
    if Self.isBare(user) { return }
    if let scheme = Self.schemes.first(where: { Self.begins(user, with: $0) }) {
      user = user.dropFirst(scheme.count)
    }
    if let at = user.firstIndex(of: "@") {
      host = user[at...].dropFirst().prefix { $0 != ";" && $0 != ":" && $0 != "?" }
      user = user[..<at]
    }
    let parameters = user.split(separator: ";", omittingEmptySubsequences: false)
    for parameter in parameters.dropFirst() where Self.begins(parameter, with: "phone-context=+") {
      countryCode = Self.country(parameter.drop { $0 != "+" }.dropFirst())
    }
    user = parameters.first ?? ""
    // What follows a colon is a password (RFC 3261, section 19.1.1), or the port of a bare host.
    user = Self.trimmed(Self.unescaped(user.prefix { $0 != ":" }))
  }

  /// As most numbers come: nothing to take apart.
  private static func isBare(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { JSONText.isDigit($0) || $0 == UInt8(ascii: "+") }
  }

  /// What stands in angle brackets, else the whole; a name in front counts only where there is
  /// nothing else.
  private static func addressPart(of text: Substring) -> Substring {
    let (name, rest) = quotedName(of: text)
    guard let open = rest.firstIndex(of: "<") else { return rest.isEmpty ? name : rest }
    let inside = trimmed(rest[open...].dropFirst().prefix { $0 != ">" })
    guard inside.isEmpty else { return inside }
    return name.isEmpty ? trimmed(rest[..<open]) : name
  }

  /// Splits off a name in quotation marks, in which angle brackets mean nothing.
  private static func quotedName(of text: Substring) -> (name: Substring, rest: Substring) {
    guard text.first == "\"" else { return ("", text) }
    var index = text.index(after: text.startIndex)
    while index < text.endIndex, text[index] != "\"" {
      if text[index] == "\\" { text.formIndex(after: &index) }
      if index < text.endIndex { text.formIndex(after: &index) }
    }
    let name = text[..<index].dropFirst()
    return (trimmed(name), trimmed(text[index...].dropFirst()))
  }

  private static func country(_ context: Substring) -> String? {
    let isCode = (1...3).contains(context.count) && context.utf8.allSatisfy(JSONText.isDigit)
    return isCode ? String(context) : nil
  }

  private static func begins(_ text: Substring, with word: String) -> Bool {
    text.prefix(word.count).lowercased() == word
  }

  /// `%2B` and its like (RFC 3986, section 2.1) become what they stand for.
  private static func unescaped(_ text: Substring) -> Substring {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    let escaped = Array(text.utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < escaped.count {
      if escaped[index] == UInt8(ascii: "%"), index + 2 < escaped.count,
        let high = JSONText.hexDigit(escaped[index + 1]),
        let low = JSONText.hexDigit(escaped[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(escaped[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)[...]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
