/// A place in a text under reading, with what strict JSON and JSON5 read alike.
struct JSONText {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  /// Whether what JSON allows and no value can hold is kept as the text that stands there.
  let keepsUnreadable: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, keepsUnreadable: Bool = false) {
    self.bytes = bytes
    self.keepsUnreadable = keepsUnreadable
  }

  /// The byte at the place, or 0 at the end. A NUL byte is right nowhere, so the two need telling
  /// apart only where the fault is worded.
  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  @inline(never)
  func failure(_ message: String, at offset: Int? = nil) -> JSONError {
    JSONError(at: offset ?? position, of: bytes, message)
  }

  /// The fault of finding what stands here.
  @inline(never)
  func unexpected(wanting wanted: String) -> JSONError {
    failure("\(found) was found where \(wanted) is expected")
  }

  private var found: String {
    guard !isAtEnd else { return "the end of the text" }
    let byte = current
    if byte == 0xEF, peek(1) == 0xBB, peek(2) == 0xBF { return "a byte order mark" }
    if (0x21..<0x7F).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
    if byte == 0x20 { return "a space" }
    return "the byte 0x\(String(byte, radix: 16, uppercase: true))"
  }

  /// Steps over `word` if it stands here.
  mutating func take(_ word: StaticString) -> Bool {
    guard position + word.utf8CodeUnitCount <= bytes.count else { return false }
    let isHere = word.withUTF8Buffer { word in
      word.indices.allSatisfy { bytes[position + $0] == word[$0] }
    }
    if isHere { position += word.utf8CodeUnitCount }
    return isHere
  }

  /// The text of `range`, which has no escapes in it.
  func string(_ range: Range<Int>) throws(JSONError) -> String {
    let run = UnsafeBufferPointer(rebasing: bytes[range])
    // Several times as fast as String(validating:as:), which makes itself anew for each call.
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: run.span))
    } catch {
      throw invalidEncoding(in: range)
    }
  }

  @inline(never)
  func invalidEncoding(in range: Range<Int>) -> JSONError {
    let run = UnsafeBufferPointer(rebasing: bytes[range])
    do {
      _ = try UTF8Span(validating: run.span)
      return failure("the text is not valid UTF-8", at: range.lowerBound)
    } catch {
      return failure(
        "the text is not valid UTF-8 here; it must be written in UTF-8",
        at: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// `digits` hexadecimal digits.
  mutating func hex(_ digits: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = Self.hexDigit(current) else {
        throw unexpected(wanting: "one of \(digits) hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// What follows `\u`: four digits, or two such escapes that are one character (RFC 8259,
  /// section 7). Half of such a pair is no character: it stands for its own six, where it is kept.
  mutating func unicodeEscape() throws(JSONError) -> String {
    let start = position - 2
    let first = try hex(4)
    if let scalar = Unicode.Scalar(first) { return String(scalar) }
    let end = position
    if first < 0xDC00, take("\\u") {
      let second = try hex(4)
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00)))
      {
        return String(scalar)
      }
    }
    position = end
    guard keepsUnreadable else {
      throw failure(
        "this escape is half of a surrogate pair; both halves must be written", at: start)
    }
    return try string(start..<end)
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
