/// The digits of a number as written, and whether a `+` stood before them.
struct DialledDigits {
  /// E.164 allows fifteen, with the country code.
  static let digitsMax = 15
  /// The shortest numbers with their country code in use (Saint Helena, Niue: three and four).
  private static let digitsMin = 7
  /// 112, 091, 016, 1006, 118 11 and their like.
  private static let shortCodeDigits = 3...6

  private(set) var digits = ""
  private(set) var hasPlus = false

  init(_ text: Substring) throws(PhoneNumberFault) {
    if takePlain(text) { return }
    var openAt: Int?
    scan: for (index, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars) {
      switch Self.role(of: scalar) {
      case .digit(let digit):
        // Also keeps a long text from growing a long number; an escape like 00 comes on top.
        guard digits.utf8.count < Self.digitsMax + 4 else { throw .tooLong }
        digits.unicodeScalars.append(digit)
      case .plus:
        guard !hasPlus, digits.isEmpty else { throw .strangeCharacter }
        hasPlus = true
      case .open: openAt = digits.utf8.count
      case .close:
        if let openAt { dropTrunkZero(since: openAt) }
        openAt = nil
      case .separator: break
      case .other:
        guard !digits.isEmpty, Self.isExtension(text[index...]) else { throw .strangeCharacter }
        break scan
      }
    }
    guard !digits.isEmpty else { throw hasPlus || !text.isEmpty ? .strangeCharacter : .empty }
  }

  /// Takes a number as most come, digits after a `+` or none, in one go.
  private mutating func takePlain(_ text: Substring) -> Bool {
    let plus = text.utf8.first == UInt8(ascii: "+")
    let rest = text.utf8.dropFirst(plus ? 1 : 0)
    guard (1...Self.digitsMax).contains(rest.count), rest.allSatisfy(JSONText.isDigit)
    else { return false }
    digits = String(Substring(rest))
    hasPlus = plus
    return true
  }

  /// `+44 (0)20`: the zero is dialled only inside the country. Italy's is part of the number.
  private mutating func dropTrunkZero(since count: Int) {
    let before = digits.prefix(count)
    guard digits.utf8.count == count + 1, digits.last == "0", before != "39", before != "0039"
    else { return }
    digits.removeLast()
  }

  func canonical(countryCode: String) throws(PhoneNumberFault) -> String {
    if hasPlus || digits.hasPrefix("00") {
      return try international(digits.hasPrefix("00") ? digits.dropFirst(2) : digits[...])
    }
    if Self.shortCodeDigits.contains(digits.utf8.count) { return digits }
    return countryCode == "34" ? try spanish() : try national(countryCode)
  }

  private func international(_ digits: Substring) throws(PhoneNumberFault) -> String {
    guard digits.first != "0" else { throw .noCountry }
    guard digits.utf8.count >= Self.digitsMin else { throw .tooShort }
    guard digits.utf8.count <= Self.digitsMax else { throw .tooLong }
    if digits.hasPrefix("34"), !Self.isSpanish(digits.dropFirst(2)) { throw .notSpanish }
    return "+" + digits
  }

  private func spanish() throws(PhoneNumberFault) -> String {
    if Self.isSpanish(digits[...]) { return "+34" + digits }
    // An exchange that dials out with 0 shows it on calls that come in, too.
    if digits.first == "0", Self.isSpanish(digits.dropFirst()) { return "+34" + digits.dropFirst() }
    // More than nine digits are no number of this country: a foreign one, sent without its +.
    guard digits.utf8.count > 9 else {
      throw digits.utf8.count < 9 ? .tooShort : .notSpanish
    }
    return try international(digits[...])
  }

  /// The national numbering plan: nine digits from 5 to 9, or the thirteen of machines, from 59.
  private static func isSpanish(_ digits: Substring) -> Bool {
    switch digits.utf8.count {
    case 9: digits.utf8.first.map { (0x35...0x39).contains($0) } ?? false
    case 13: digits.hasPrefix("59")
    default: false
    }
  }

  /// A number of a country whose plan is not known here: a zero in front is its trunk prefix.
  private func national(_ countryCode: String) throws(PhoneNumberFault) -> String {
    if digits.first == "0" {
      // In Italy the zero is part of the number.
      let withinCountry = digits.dropFirst(countryCode == "39" ? 0 : 1)
      return try international(countryCode + withinCountry)
    }
    // Eight digits after it: the country code is there already.
    if digits.hasPrefix(countryCode), digits.utf8.count >= countryCode.utf8.count + 8 {
      return try international(digits[...])
    }
    return try international(countryCode + digits[...])
  }

  /// `ext. 4`, `x4`, `extensión 4`: what follows a number and is not part of it.
  private static func isExtension(_ text: Substring) -> Bool {
    let word = text.prefix { $0.isLetter }.lowercased()
    let rest = text.dropFirst(word.count)
    return ["x", "ext", "extension", "extensión"].contains(word)
      && rest.contains { $0.isWholeNumber }
      && rest.allSatisfy { $0.isWholeNumber || $0.isWhitespace || $0 == "." || $0 == ":" }
  }

  private enum Role {
    case digit(Unicode.Scalar)
    case plus
    case open
    case close
    case separator
    case other
  }

  private static func role(of scalar: Unicode.Scalar) -> Role {
    switch scalar {
    case "0"..."9": .digit(scalar)
    case "+", "\u{FF0B}": .plus
    case "(", "\u{FF08}": .open
    case ")", "\u{FF09}": .close
    case "-", ".", "/", " ", "\t", "\u{B7}", "\u{FF0D}", "\u{FF0E}", "\u{FF0F}": .separator
    default: scalar.isASCII ? .other : wideRole(of: scalar)
    }
  }

  /// Any script's decimal digits count; what cannot be seen, such as the direction marks that an
  /// address book puts around a number, is passed over.
  private static func wideRole(of scalar: Unicode.Scalar) -> Role {
    switch scalar.properties.generalCategory {
    case .decimalNumber:
      guard let value = scalar.properties.numericValue else { return .other }
      return .digit(Unicode.Scalar(0x30 + UInt8(value)))
    case .spaceSeparator, .dashPunctuation, .format: return .separator
    default: return scalar == "\u{2212}" ? .separator : .other
    }
  }
}
