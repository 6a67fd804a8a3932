/// Writes JSON straight into bytes, without a tree in between: the line's way to make replies,
/// events and ledger rows. The caller keeps the nesting right; commas are placed here.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the next member or element of the open container needs a comma before it.
  private var needsComma = false

  package init(reserving capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  package mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  package mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  package mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
  }

  package mutating func endArray() {
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// The name of the member whose value is written next.
  package mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func name(dynamic name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { copy($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func int(_ value: Int64) {
    separate()
    appendDigits(value)
  }

  package mutating func bool(_ value: Bool) {
    raw(value ? "true" : "false")
  }

  package mutating func null() { raw("null") }

  /// A floating point number; one that JSON cannot say (infinity, not a number) becomes null.
  package mutating func double(_ value: Double) {
    separate()
    bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .int(let value): int(value)
    case .double(let value): double(value)
    case .string(let value): string(value)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        name(dynamic: member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// JSON written before, put in as one value.
  package mutating func json(_ written: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: written)
  }

  /// The members of an object written before, put into the one that is being written.
  package mutating func members(of object: [UInt8]) {
    let inside = object.dropFirst().dropLast()
    guard !inside.isEmpty else { return }
    separate()
    bytes.append(contentsOf: inside)
  }

  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func raw(_ literal: StaticString) {
    separate()
    append(literal)
  }

  /// Puts in what needs no comma and no escape.
  mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// Copies whole runs between the bytes that need an escape, which are rare.
  private mutating func copy(_ text: UnsafeBufferPointer<UInt8>) {
    var run = 0
    for index in 0..<text.count where Self.needsEscape(text[index]) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run..<index]))
      escape(text[index])
      run = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run...]))
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// RFC 8259, section 7: the quotation mark, the reverse solidus and the control characters.
  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0x0A: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
    case 0x00..<0x20, 0x7F:
      bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30])
      bytes.append(Self.hexDigits[Int(byte >> 4)])
      bytes.append(Self.hexDigits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private mutating func appendDigits(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let rest = value.magnitude
    var width = 1
    var bound: UInt64 = 10
    while width < 20, rest >= bound {
      width += 1
      bound = bound &* 10
    }
    appendDecimal(rest, width: width)
  }

  /// The last `width` digits of a number, with zeros before it.
  mutating func appendDecimal(_ value: UInt64, width: Int) {
    var rest = value
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
    var place = bytes.count
    while rest > 0, width > bytes.count - place {
      place -= 1
      bytes[place] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}

extension JSONWriter {
  package mutating func member(_ name: StaticString, _ value: String) {
    self.name(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int64) {
    self.name(name)
    int(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    self.name(name)
    bool(value)
  }

  package mutating func member(_ name: StaticString, _ value: JSONValue) {
    self.name(name)
    self.value(value)
  }

  /// Writes nothing where there is no value.
  package mutating func member(_ name: StaticString, ifPresent value: String?) {
    if let value { member(name, value) }
  }

  /// The whole value as compact JSON.
  package static func encode(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }

  package static func text(_ value: JSONValue) -> String {
    String(decoding: encode(value), as: UTF8.self)
  }
}
