extension JSON5Reader {
  /// Steps over white space and comments, counting lines.
  mutating func skipSpace() throws(JSONError) {
    while true {
      switch text.current {
      case 0x20, 0x09, 0x0B, 0x0C: text.position += 1
      case 0x0A, 0x0D: endLine()
      case UInt8(ascii: "/"): try skipComment()
      case 0x80...0xFF where isWideSpace(): _ = nextScalar()
      default: return
      }
    }
  }

  /// Steps over one end of line.
  private mutating func endLine() {
    text.position += text.current == 0x0D && text.peek(1) == 0x0A ? 2 : 1
    line += 1
  }

  private mutating func skipComment() throws(JSONError) {
    let start = text.position
    if text.take("//") {
      while text.current != 0, text.current != 0x0A, text.current != 0x0D { text.position += 1 }
      return
    }
    guard text.take("/*") else { throw text.unexpected(wanting: "a comment, '//' or '/*',") }
    while !text.take("*/") {
      switch text.current {
      case 0 where text.isAtEnd:
        throw text.failure("the comment that begins here is not ended by '*/'", at: start)
      case 0: throw text.unexpected(wanting: "text")
      case 0x0A, 0x0D: endLine()
      default: text.position += 1
      }
    }
  }

  /// White space outside ASCII: the byte order mark, the separators, and Unicode's class Zs.
  private func isWideSpace() -> Bool {
    var copy = self
    let scalar = copy.nextScalar()
    switch scalar.value {
    case 0xFEFF, 0x2028, 0x2029: return true
    default: return scalar.properties.generalCategory == .spaceSeparator
    }
  }

  /// Steps over one character. The whole text was found valid before.
  private mutating func nextScalar() -> Unicode.Scalar {
    let run = text.bytes[text.position..<min(text.position + 4, text.bytes.count)]
    var decoder = UTF8()
    var bytes = run.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
      text.position += 1
      return "\u{FFFD}"
    }
    text.position += UTF8.width(scalar)
    return scalar
  }

  /// Whether a name without quotation marks can begin with this byte.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "$"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  /// A name without quotation marks (ECMAScript 5.1, section 7.6).
  mutating func name() throws(JSONError) -> String {
    let start = text.position
    while true {
      let byte = text.current
      if byte < 0x80 {
        guard Self.isNameByte(byte) || JSONText.isDigit(byte) else { break }
        text.position += 1
        continue
      }
      let place = text.position
      let scalar = nextScalar()
      guard scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}" else {
        text.position = place
        break
      }
    }
    guard text.position > start else { throw text.unexpected(wanting: "a name or a value") }
    return try text.string(start..<text.position)
  }

  mutating func number() throws(JSONError) -> JSONValue {
    let start = text.position
    let isNegative = text.current == UInt8(ascii: "-")
    if isNegative || text.current == UInt8(ascii: "+") { text.position += 1 }
    if text.current == UInt8(ascii: "I") || text.current == UInt8(ascii: "N") {
      throw text.failure(
        "a finite number is expected; Infinity and NaN mean nothing here", at: start)
    }
    guard text.take("0x") || text.take("0X") else {
      return try text.decimal(from: start, isNegative: isNegative, bareDecimalPoint: true)
    }
    guard JSONText.hexDigit(text.current) != nil else {
      throw text.unexpected(wanting: "a hexadecimal digit")
    }
    var magnitude: Int64 = 0
    while let digit = JSONText.hexDigit(text.current) {
      guard magnitude >> 59 == 0 else {
        throw text.failure("the hexadecimal number is too large to be kept", at: start)
      }
      magnitude = magnitude << 4 | Int64(digit)
      text.position += 1
    }
    return .int(isNegative ? -magnitude : magnitude)
  }

  /// A string, from its opening quotation mark, which may be either.
  mutating func string() throws(JSONError) -> String {
    let quote = text.current
    text.position += 1
    let start = text.position
    var decoded: [UInt8] = []
    var run = start
    while text.current != quote {
      let byte = text.current
      guard byte >= 0x20 || byte == 0x09 else { throw brokenString(from: start) }
      guard byte == UInt8(ascii: "\\") else {
        text.position += 1
        continue
      }
      decoded.append(contentsOf: text.bytes[run..<text.position])
      try escape(into: &decoded)
      run = text.position
    }
    text.position += 1
    if run == start { return try text.string(start..<text.position - 1) }
    decoded.append(contentsOf: text.bytes[run..<text.position - 1])
    return String(decoding: decoded, as: UTF8.self)
  }

  private func brokenString(from start: Int) -> JSONError {
    switch text.current {
    case 0x0A, 0x0D:
      text.failure("the string that begins here is not ended on its line", at: start - 1)
    case 0 where text.isAtEnd:
      text.failure("the string that begins here is not ended", at: start - 1)
    default: text.failure("a control character in a string must be written as an escape")
    }
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    text.position += 1
    let byte = text.current
    switch byte {
    case 0x0A, 0x0D:
      endLine()
      return
    case UInt8(ascii: "u"):
      text.position += 1
      decoded.append(contentsOf: try text.unicodeEscape().utf8)
      return
    case UInt8(ascii: "x"):
      text.position += 1
      // Two digits: always a character of Latin-1.
      decoded.append(contentsOf: Unicode.Scalar(UInt8(truncatingIfNeeded: try text.hex(2))).utf8)
      return
    case 0x80...:
      let scalar = nextScalar()
      if scalar != "\u{2028}", scalar != "\u{2029}" { decoded.append(contentsOf: scalar.utf8) }
      return
    case 0x31...0x39, 0..<0x20:
      throw text.failure("a backslash must not be followed by a digit or a control character")
    case UInt8(ascii: "0"):
      guard !JSONText.isDigit(text.peek(1)) else {
        throw text.failure("'\\0' must not be followed by a digit")
      }
      decoded.append(0)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "v"): decoded.append(0x0B)
    default: decoded.append(byte)
    }
    text.position += 1
  }
}
