/// Strict JSON (RFC 8259), the line's language. It runs once for every request, so the common case,
/// a short string without escapes, is one scan and one copy.
struct JSONReader {
  private var text: JSONText
  private var depth = 0
  private let locating: String?
  /// Where the value of the outermost object's member `locating` stands.
  private(set) var located: Range<Int>?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    text = JSONText(bytes)
    locating = nil
  }

  /// A request: what no value can hold is kept as it stands there.
  init(request bytes: UnsafeBufferPointer<UInt8>, locating: String) {
    text = JSONText(bytes, keepsUnreadable: true)
    self.locating = locating
  }

  /// The one value that makes up the whole text.
  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard text.isAtEnd else { throw text.unexpected(wanting: "nothing more") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch text.current {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < JSONParser.depthMax || !text.keepsUnreadable else {
        return .string(try tooDeep())
      }
      return text.current == UInt8(ascii: "{") ? try object() : try array()
    case UInt8(ascii: "-"):
      text.position += 1
      return try text.decimal(from: text.position - 1, isNegative: true)
    case 0x30...0x39: return try text.decimal(from: text.position, isNegative: false)
    case UInt8(ascii: "t") where text.take("true"): return .bool(true)
    case UInt8(ascii: "f") where text.take("false"): return .bool(false)
    case UInt8(ascii: "n") where text.take("null"): return .null
    default: throw text.unexpected(wanting: "a value")
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    try enter()
    var members: [JSONMember] = []
    skipSpace()
    if text.current != UInt8(ascii: "}") {
      members.reserveCapacity(8)
      repeat { members.append(try member()) } while try another(before: UInt8(ascii: "}"))
    }
    leave()
    return .object(members)
  }

  private mutating func member() throws(JSONError) -> JSONMember {
    skipSpace()
    guard text.current == UInt8(ascii: "\"") else {
      throw text.unexpected(wanting: "a name in quotation marks")
    }
    let name = try string()
    skipSpace()
    guard text.current == UInt8(ascii: ":") else { throw text.unexpected(wanting: "':'") }
    text.position += 1
    skipSpace()
    let start = text.position
    let value = try value()
    if depth == 1, name == locating { located = start..<text.position }
    return JSONMember(name, value)
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    skipSpace()
    if text.current != UInt8(ascii: "]") {
      repeat { elements.append(try value()) } while try another(before: UInt8(ascii: "]"))
    }
    leave()
    return .array(elements)
  }

  /// Whether a comma stands here and not the end of the list.
  private mutating func another(before end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    if text.current == UInt8(ascii: ",") {
      text.position += 1
      return true
    }
    guard text.current == end else {
      throw text.unexpected(wanting: "',' or '\(Character(Unicode.Scalar(end)))'")
    }
    return false
  }

  /// The text of a list or an object that stands too deep. Of what is in it only the strings and
  /// the brackets are looked at, without a call for each level.
  private mutating func tooDeep() throws(JSONError) -> String {
    let start = text.position
    var ends: [UInt8] = []
    repeat {
      switch text.current {
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      case UInt8(ascii: "{"): ends.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): ends.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard text.current == ends.removeLast() else {
          throw text.unexpected(wanting: "the end of what was begun")
        }
      case 0: throw text.unexpected(wanting: "the end of a list or an object")
      default: break
      }
      text.position += 1
    } while !ends.isEmpty
    return try text.string(start..<text.position)
  }

  private mutating func enter() throws(JSONError) {
    guard depth < JSONParser.depthMax else {
      throw text.failure("the text is nested deeper than \(JSONParser.depthMax) levels")
    }
    depth += 1
    text.position += 1
  }

  private mutating func leave() {
    depth -= 1
    text.position += 1
  }

  @inline(__always)
  private mutating func skipSpace() {
    while true {
      switch text.current {
      case 0x20, 0x09, 0x0A, 0x0D: text.position += 1
      default: return
      }
    }
  }
}

extension JSONReader {
  /// A string, from its opening quotation mark.
  private mutating func string() throws(JSONError) -> String {
    text.position += 1
    let start = text.position
    skipPlain()
    guard text.current == UInt8(ascii: "\"") else { return try escapedString(from: start) }
    text.position += 1
    return try text.string(start..<text.position - 1)
  }

  /// Steps over what stands for itself in a string.
  @inline(__always)
  private mutating func skipPlain() {
    let bytes = text.bytes
    var position = text.position
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      position += 1
    }
    text.position = position
  }

  @inline(never)
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded: [UInt8] = []
    var run = start
    while text.current != UInt8(ascii: "\"") {
      guard text.current == UInt8(ascii: "\\") else { throw brokenString(from: start) }
      decoded.append(contentsOf: text.bytes[run..<text.position])
      try escape(into: &decoded)
      run = text.position
      skipPlain()
    }
    decoded.append(contentsOf: text.bytes[run..<text.position])
    text.position += 1
    // Escapes are ASCII, so the decoded text is valid exactly where the written one is.
    guard let string = String(validating: decoded, as: UTF8.self) else {
      throw text.invalidEncoding(in: start..<text.position - 1)
    }
    return string
  }

  private func brokenString(from start: Int) -> JSONError {
    guard !text.isAtEnd else {
      return text.failure("the string that begins here is not ended", at: start - 1)
    }
    return text.failure("a control character in a string must be written as an escape")
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    text.position += 1
    let byte = text.current
    if byte == UInt8(ascii: "u") {
      text.position += 1
      decoded.append(contentsOf: try text.unicodeEscape().utf8)
      return
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    default: throw text.unexpected(wanting: "one of \" \\ / b f n r t u after a backslash")
    }
    text.position += 1
  }
}
