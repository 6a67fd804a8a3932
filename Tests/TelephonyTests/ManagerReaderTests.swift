import Testing

@testable import AmparoTelephony

@Suite struct ManagerReaderTests {
  /// What Asterisk sends after a login and an order, as it was recorded.
  private static let stream =
    "Asterisk Call Manager/9.0.0\r\n"
    + "Response: Success\r\nActionID: login-1\r\nMessage: Authentication accepted\r\n\r\n"
    + "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n"
    + "Response: Success\r\nActionID: p1\r\nMessage: Originate successfully queued\r\n\r\n"

  private static func items(_ reader: inout ManagerReader) -> [ManagerReader.Item] {
    var found: [ManagerReader.Item] = []
    while let item = reader.next() { found.append(item) }
    return found
  }

  private static func message(_ item: ManagerReader.Item) -> ManagerMessage? {
    if case .message(let message) = item { message } else { nil }
  }

  @Test("however the bytes are cut, the greeting and the messages are the same")
  func cutAnywhere() {
    let bytes = Array(Self.stream.utf8)
    var whole = ManagerReader()
    whole.append(bytes)
    let expected = Self.items(&whole)
    #expect(expected.count == 4)
    #expect(expected[0] == .greeting("Asterisk Call Manager/9.0.0"))
    #expect(Self.message(expected[3])?["Message"] == "Originate successfully queued")
    for cut in 0...bytes.count {
      var reader = ManagerReader()
      reader.append(bytes[..<cut])
      var found = Self.items(&reader)
      reader.append(bytes[cut...])
      found += Self.items(&reader)
      #expect(found == expected, "cut after \(cut) bytes")
    }
    var single = ManagerReader()
    var found: [ManagerReader.Item] = []
    for byte in bytes {
      single.append([byte])
      found += Self.items(&single)
    }
    #expect(found == expected)
  }

  @Test("names are found in any spelling, values keep their colons, and the first one counts")
  func headers() {
    var reader = ManagerReader()
    reader.append(
      Array("x\r\nresponse: Error\r\nMessage: a: b\r\nMessage: forged\r\nEmpty:\r\n\r\n".utf8))
    let message = Self.items(&reader).compactMap(Self.message).first
    #expect(message?["Response"] == "Error")
    #expect(message?["message"] == "a: b")
    #expect(message?["Empty"] == "")
    #expect(message?["Absent"] == nil)
  }

  @Test("plain line ends, empty messages and lines without a colon do no harm")
  func lenient() {
    var reader = ManagerReader()
    reader.append(Array("greeting\n\n\r\nno header\nResponse: Success\n\n".utf8))
    let items = Self.items(&reader)
    #expect(items.count == 2)
    #expect(items.last.flatMap(Self.message)?.headers.count == 1)
  }

  private static let tooMuch = [
    "line at once": String(repeating: "x", count: ManagerReader.lineBytesMax + 2),
    "line": "g\r\nA: " + String(repeating: "x", count: ManagerReader.lineBytesMax) + "\r\n",
    "message": "g\r\n"
      + String(
        repeating: "A: " + String(repeating: "x", count: 4000) + "\r\n",
        count: ManagerReader.messageBytesMax / 4000 + 1),
    "headers": "g\r\n" + String(repeating: "A: b\r\n", count: ManagerReader.headersMax + 1),
  ]

  @Test(
    "a line, a message or a crowd of headers over the limit ends it, and nothing comes after",
    arguments: tooMuch.keys.sorted())
  func tooLong(what: String) throws {
    var reader = ManagerReader()
    reader.append(Array(try #require(Self.tooMuch[what]).utf8))
    #expect(Self.items(&reader).last == .tooLong)
    reader.append(Array("\r\n\r\nResponse: Success\r\n\r\n".utf8))
    #expect(reader.next() == nil)
  }
}
