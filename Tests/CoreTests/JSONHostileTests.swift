import AmparoCore
import Testing

@Suite struct JSONHostileTests {
  private static let seeds: [String] = [
    #"{"op":"alert.raise","id":7,"caller":"+34600111001","lat":37.98,"silent":false,"n":null}"#,
    #"[1,-2.5e3,"\u00e1\ud83d\ude00\n","ñ",{"a":{"b":[[],{}]}},9223372036854775808,-0]"#,
    "{a:'x', /* c */ $b: 0x1F, // end\n c: [.5, 5., +1,], 'd': \"\\x41\\\n\"}",
  ]

  @Test("no mutation stops a reader, and what it takes comes back equal", arguments: 0..<3)
  func survivesMutations(index: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(index) + 2026)
    var taken = 0
    for _ in 0..<4000 {
      let bytes = Self.mutated(Array(Self.seeds[index].utf8), with: &numbers)
      if case .success(let value) = Self.attempt({ try JSONParser.parse(bytes) }) {
        taken += 1
        #expect(try JSONParser.parse(JSONWriter.encode(value)) == value)
        #expect(try JSONParser.parseJSON5(bytes).value == value)
      }
      if case .success(let document) = Self.attempt({ try JSONParser.parseJSON5(bytes) }) {
        taken += 1
        #expect(try JSONParser.parse(JSONWriter.encode(document.value)) == document.value)
      }
    }
    #expect(taken > 100)
  }

  private static func attempt<Value>(_ body: () throws -> Value) -> Result<Value, any Error> {
    Result(catching: body)
  }

  private static func mutated(_ bytes: [UInt8], with numbers: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("{}[]\",:'\\/*0123456789.eE+-xu \n\0\u{7F}ñ".utf8) + [0xFF, 0xC0, 0xED]
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: bytes[place] = byte
      case 1: bytes.insert(byte, at: place)
      case 2 where bytes.count > 1: bytes.remove(at: place)
      case 3 where place > 0: bytes.removeLast(bytes.count - place)
      default: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      }
    }
    return bytes
  }

  @Test("every value that can be built is read back equal")
  func roundTrips() throws {
    var numbers = SeededGenerator(seed: 34)
    for _ in 0..<2000 {
      let value = Self.value(levels: 4, with: &numbers)
      let written = JSONWriter.encode(value)
      #expect(try JSONParser.parse(written) == value)
      #expect(try JSONParser.parseJSON5(written).value == value)
      #expect(!written.contains { $0 < 0x20 || $0 == 0x7F })
    }
  }

  private static func value(levels: Int, with numbers: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(levels > 0 ? 8 : 6), using: &numbers) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &numbers))
    case 2: return .int(Int64(truncatingIfNeeded: numbers.next()))
    case 3: return .int(Int64(truncatingIfNeeded: numbers.next() >> 50))
    case 4:
      let number = Double(bitPattern: numbers.next())
      return .double(number.isFinite ? number : 0.5)
    case 5: return .string(text(with: &numbers))
    case 6: return .array((0..<3).map { _ in value(levels: levels - 1, with: &numbers) })
    default:
      return .object(
        (0..<3).map { _ in
          JSONMember(text(with: &numbers), value(levels: levels - 1, with: &numbers))
        })
    }
  }

  private static func text(with numbers: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...20, using: &numbers) {
      let bits = UInt32.random(in: 5...21, using: &numbers)
      let code = UInt32(truncatingIfNeeded: numbers.next()) & ((1 << bits) - 1)
      if let scalar = Unicode.Scalar(code) { text.append(scalar) }
    }
    return String(text)
  }
}
