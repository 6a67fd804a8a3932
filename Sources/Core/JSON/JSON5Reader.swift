/// JSON5 (spec.json5.org): what people write in configuration and directory files. It keeps the
/// line of every value beside it, counted as it goes along.
struct JSON5Reader {
  var text: JSONText
  /// The line of the place under reading, counted from 1.
  var line = 1
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { text = JSONText(bytes) }

  /// The one value that makes up the whole text.
  mutating func document() throws(JSONError) -> JSONDocument {
    _ = try text.string(0..<text.bytes.count)
    try skipSpace()
    var place = JSONPlace(line: line)
    let value = try value(&place)
    try skipSpace()
    guard text.isAtEnd else { throw text.unexpected(wanting: "nothing more") }
    return JSONDocument(value: value, place: place)
  }

  private mutating func value(_ place: inout JSONPlace) throws(JSONError) -> JSONValue {
    switch text.current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "{"): return try object(&place)
    case UInt8(ascii: "["): return try array(&place)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39:
      return try number()
    default: return try word()
    }
  }

  private mutating func word() throws(JSONError) -> JSONValue {
    let start = text.position
    guard Self.isNameByte(text.current) else { throw text.unexpected(wanting: "a value") }
    switch try name() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "Infinity", "NaN":
      throw text.failure(
        "a finite number is expected; Infinity and NaN mean nothing here", at: start)
    default:
      throw text.failure("a text as a value must stand in quotation marks", at: start)
    }
  }

  private mutating func object(_ place: inout JSONPlace) throws(JSONError) -> JSONValue {
    try enter()
    var members: [JSONMember] = []
    while try hasMore(before: UInt8(ascii: "}")) {
      var child = JSONPlace(line: line)
      let name = try memberName()
      try skipSpace()
      guard text.current == UInt8(ascii: ":") else {
        throw text.unexpected(wanting: "':' after the name")
      }
      text.position += 1
      try skipSpace()
      members.append(JSONMember(name, try value(&child)))
      place.children.append(child)
      try separate(before: UInt8(ascii: "}"))
    }
    leave()
    return .object(members)
  }

  private mutating func memberName() throws(JSONError) -> String {
    switch text.current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try string()
    case 0x30...0x39: throw text.failure("a name that begins with a digit must stand in quotes")
    case let byte where Self.isNameByte(byte): return try name()
    default: throw text.unexpected(wanting: "a name")
    }
  }

  private mutating func array(_ place: inout JSONPlace) throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    while try hasMore(before: UInt8(ascii: "]")) {
      var child = JSONPlace(line: line)
      elements.append(try value(&child))
      place.children.append(child)
      try separate(before: UInt8(ascii: "]"))
    }
    leave()
    return .array(elements)
  }

  private mutating func hasMore(before end: UInt8) throws(JSONError) -> Bool {
    try skipSpace()
    return text.current != end
  }

  /// Steps over the comma after a member or element; the last one may have one too.
  private mutating func separate(before end: UInt8) throws(JSONError) {
    try skipSpace()
    if text.current == UInt8(ascii: ",") {
      text.position += 1
    } else if text.current != end {
      throw text.unexpected(wanting: "',' or '\(Character(Unicode.Scalar(end)))'")
    }
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
}
