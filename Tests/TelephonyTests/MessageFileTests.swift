import AmparoTelephony
import Testing

@Suite struct MessageFileTests {
  private static let international = "From_TOA: 91 international, ISDN/telephone\n"

  private func file(_ text: String) -> MessageFile { MessageFile(Array(text.utf8)) }

  @Test("headers end at the first empty line, with either line end, and the text follows")
  func headersAndText() {
    for end in ["\n", "\r\n"] {
      let lines = [
        "From: 34600000101", "Alphabet: UTF-8", "X-Page: 17", "", "SI K7Q2", "X-Page: 9",
      ]
      let message = file(lines.joined(separator: end) + end)
      #expect(message.header("X-Page") == "17")
      #expect(message.text.hasPrefix("SI K7Q2"))
    }
  }

  @Test(
    "a sender's number is told only where the file says that it is one",
    arguments: [
      ("From: 34600000101\n" + international, "+34600000101"),
      ("From: +34600000101\n" + international, "+34600000101"),
      ("From: 600000101\nFrom_TOA: A1 national, ISDN/telephone\n", "600000101"),
      ("From: 112\nFrom_TOA: 81 unknown, ISDN/telephone\n", "112"),
      ("From: 34600000101\nFrom_TOA: D0 alphanumeric, unknown\n", nil),
      ("From: Banco\nFrom_TOA: D0 alphanumeric, unknown\n", nil),
      ("From: 34600000101\n", nil),
      ("From: 600000101\n\n\n" + international, nil),
      ("From: x\nFrom: 34600000101\n" + international, nil),
      ("From: \n" + international, nil),
      ("From: ٣٤٦٠٠\n" + international, nil),
      ("From: 346000001013460000010134600000101\n" + international, nil),
      ("", nil),
    ] as [(String, String?)])
  func sender(headers: String, number: String?) {
    #expect(file(headers + "\nSI K7Q2").sender == number)
  }

  @Test(
    "a text is read in the alphabet that its header names",
    arguments: [
      ("UTF-8", Array("SÍ K7Q2".utf8)),
      ("ISO", [0x53, 0xCD] + Array(" K7Q2".utf8)),
      ("ISO", Array("SÍ K7Q2".utf8)),
      ("UCS2", "SÍ K7Q2".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
    ] as [(String, [UInt8])])
  func alphabets(name: String, body: [UInt8]) {
    let message = MessageFile(Array("Alphabet: \(name)\n\n".utf8) + body)
    #expect(message.text == "SÍ K7Q2")
  }

  @Test("the GSM alphabet's own order, Latin-9's euro, and a message that is no text")
  func furtherAlphabets() {
    #expect(MessageFile(Array("Alphabet: GSM\n\n".utf8) + [0x05, 0x5D, 0x20, 0x41]).text == "éÑ A")
    #expect(MessageFile(Array("Alphabet: ISO\n\n".utf8) + [0xA4]).text == "€")
    #expect(MessageFile(Array("Alphabet: binary\n\n".utf8) + [0x41]).text == "")
  }

  @Test("no text breaks a line, holds a control character, or grows without bound")
  func hostileText() {
    let text = file("Alphabet: UTF-8\n\na\u{0}b\u{1B}[2J\r\nc\u{9B}d\n").text
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    #expect(file("\n" + String(repeating: "x", count: 100_000)).text.count <= 2000)
  }

  @Test("whatever a file holds, and wherever it is cut off, it is read")
  func anything() {
    let whole = Array(
      ("From: 34600000101\n" + Self.international + "Alphabet: UCS2\n\n\u{0}S\u{0}I").utf8)
    for length in 0...whole.count {
      let message = MessageFile(Array(whole.prefix(length)))
      #expect(message.text.count <= 2)
    }
    var seed: UInt64 = 7
    for _ in 0..<200 {
      let bytes = (0..<300).map { _ -> UInt8 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: seed >> 33)
      }
      #expect(MessageFile(bytes).sender == nil)
    }
    #expect(MessageFile(Array(String(repeating: "A: b\n", count: 10_000).utf8)).header("A") == nil)
  }
}
