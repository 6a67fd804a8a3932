import AmparoWire
import Testing

@Suite struct FrameReaderTests {
  private func frames(_ reader: inout FrameReader) -> [String] {
    var texts: [String] = []
    while let frame = reader.next() {
      switch frame {
      case .line(let line): texts.append(String(decoding: line, as: UTF8.self))
      case .tooLarge: texts.append("too large")
      }
    }
    return texts
  }

  @Test(
    "lines come out alike in pieces of any size",
    arguments: [
      ("a\nb\r\n", ["a", "b"]), ("\n\r\n\na\n\n", ["a"]), ("a\nb", ["a"]), ("a\r", []),
      ("a\rb\n", ["a\rb"]), ("a\r\r\n", ["a\r"]), ("12345678\n", ["12345678"]),
      ("12345678\r\n", ["12345678"]), ("123456789\n", ["too large"]),
      ("a\n123456789\nb\n", ["a", "too large"]), ("123456789\r\n", ["too large"]),
      ("12345678\r1\n", ["too large"]), ("123456789", ["too large"]), ("12345678\r", []),
      (" \n", [" "]), ("", []), ("\0\n", ["\0"]),
    ], [1, 2, 3, 100])
  func cuts(table: (text: String, lines: [String]), size: Int) {
    var reader = FrameReader(lineBytesMax: 8)
    var lines: [String] = []
    var rest = Array(table.text.utf8)[...]
    while !rest.isEmpty {
      reader.append(rest.prefix(size))
      rest = rest.dropFirst(size)
      lines += frames(&reader)
    }
    #expect(lines == table.lines)
    #expect(reader.hasFinished == lines.contains("too large"))
  }

  @Test("after a line that was too long nothing comes and nothing is kept")
  func finishes() {
    var reader = FrameReader(lineBytesMax: 4)
    reader.append(Array("12345\nab\n".utf8))
    let peeked = reader.peek()
    #expect(peeked == nil)
    #expect(frames(&reader) == ["too large"])
    reader.append(Array("ab\n".utf8))
    #expect(frames(&reader) == [])
    #expect(reader.bufferedBytes == 0)
    #expect(reader.room == 0)
  }

  @Test("the longest line of the protocol passes, one byte more does not")
  func limitsLines() {
    let longest = [UInt8](repeating: 0x61, count: FrameReader.lineBytesMax)
    var reader = FrameReader()
    reader.append(longest + [0x0D, 0x0A])
    let passed = reader.next()
    #expect(passed == .line(longest[...]))
    reader.append(longest + [0x61])
    let refused = reader.next()
    #expect(refused == .tooLarge)
  }

  @Test("looking at a line leaves it there, and tells what is in it")
  func peeks() {
    var reader = FrameReader()
    reader.append(Array("\n{\"op\":\"alert.raise\"}\nhealth\nalert.rais".utf8))
    let hasWord = reader.nextFrameContains("alert.raise")
    let hasMore = reader.nextFrameContains("alert.raise}")
    let peeked = reader.peek()
    let taken = reader.next()
    #expect(hasWord)
    #expect(!hasMore)
    #expect(peeked == Array("{\"op\":\"alert.raise\"}".utf8)[...])
    #expect(taken == peeked.map { .line($0) })
    let secondHasWord = reader.nextFrameContains("alert.raise")
    #expect(!secondHasWord)
    #expect(frames(&reader) == ["health"])
    let unfinishedHasWord = reader.nextFrameContains("alert")
    #expect(!unfinishedHasWord)
    reader.append(Array("e\n".utf8))
    let finishedHasWord = reader.nextFrameContains("alert.raise")
    #expect(finishedHasWord)
    #expect(reader.bufferedBytes == 12)
  }

  @Test("a caller that heeds the room never holds more than two longest lines, nor gets stuck")
  func boundsBuffer() {
    var reader = FrameReader()
    let flood = Array(repeating: Array("{\"op\":\"health\"}\n".utf8), count: 20_000).joined()
    var rest = Array(flood)[...]
    var count = 0
    while !rest.isEmpty {
      let room = reader.room
      #expect(room > 0)
      reader.append(rest.prefix(room))
      rest = rest.dropFirst(room)
      #expect(reader.bufferedBytes <= 2 * FrameReader.lineBytesMax + 2)
      count += frames(&reader).count
    }
    #expect(count == 20_000)
    #expect(reader.bufferedBytes == 0)
  }

  @Test("it tells where in the stream the next line begins, whatever was given back")
  func position() {
    var reader = FrameReader()
    var sent = 0
    for count in 1...2000 {
      let line = String(repeating: "x", count: count % 90 + 1) + "\n"
      reader.append(Array(line.utf8))
      #expect(reader.position == sent)
      _ = reader.next()
      sent += line.utf8.count
      #expect(reader.position == sent)
    }
  }
}
