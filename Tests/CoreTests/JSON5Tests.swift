import AmparoCore
import Testing

@Suite struct JSON5Tests {
  @Test(
    "what people write is read",
    arguments: [
      ("{a: 1, $b_2: 'x', año: \"y\",}", ["a": 1, "$b_2": "x", "año": "y"]),
      ("// first\n[1, /* two */ 2, ] // end", [1, 2]), ("\u{FEFF}\u{A0}1\u{2028}", 1),
      ("+5", 5), (".5", .double(0.5)), ("5.", .double(5)), ("-.5e1", .double(-5)),
      ("0x1F", 31), ("-0XfF", -255), ("'it\\'s \"so\"'", "it's \"so\""),
      ("'a\\\nb\\\r\nc'", "abc"), ("'\\x41\\u00e1\\v\\0\\q\\ñ'", "A\u{E1}\u{B}\0qñ"),
      ("{true: false, null: null}", ["true": false, "null": .null]), ("'tab\there'", "tab\there"),
      ("{\"a b\": [], 'c': {},}", ["a b": [], "c": [:]]), ("/**/1/***/", 1), ("1//", 1),
      ("5.e2", .double(500)), ("'\\\u{2028}x'", "x"),
    ] as [(String, JSONValue)])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parseJSON5(Array(text.utf8)).value == value)
  }

  @Test(
    "what is wrong is refused with its line",
    arguments: [
      ("{\n a: high }", 2, "a text as a value must stand in quotation marks"),
      ("[\n\n1 2]", 3, "'2' was found where ',' or ']' is expected"),
      ("{ a: 1,\n b }", 2, "'}' was found where ':' after the name is expected"),
      ("[Infinity]", 1, "a finite number is expected; Infinity and NaN mean nothing here"),
      ("-Infinity", 1, "a finite number is expected; Infinity and NaN mean nothing here"),
      ("NaN", 1, "a finite number is expected; Infinity and NaN mean nothing here"),
      ("\n/* a\n", 2, "the comment that begins here is not ended by '*/'"),
      ("'a\nb'", 1, "the string that begins here is not ended on its line"),
      ("'ab", 1, "the string that begins here is not ended"),
      ("0x", 1, "the end of the text was found where a hexadecimal digit is expected"),
      ("0xFFFFFFFFFFFFFFFF", 1, "the hexadecimal number is too large to be kept"),
      ("010", 1, "a number must not begin with 0 unless it is 0 itself"),
      (".", 1, "the end of the text was found where a digit is expected"),
      ("[,]", 1, "',' was found where a value is expected"),
      ("{,}", 1, "',' was found where a name is expected"),
      ("{\n\n 1a: 2}", 3, "a name that begins with a digit must stand in quotes"),
      ("'\\1'", 1, "a backslash must not be followed by a digit or a control character"),
      ("// a\0b", 1, "the byte 0x0 was found where a value is expected"),
      ("1e999", 1, "the number is too large to be kept"),
      ("/ 1", 1, "'/' was found where a comment, '//' or '/*', is expected"),
      ("{} {}", 1, "'{' was found where nothing more is expected"),
      ("", 1, "the end of the text was found where a value is expected"),
    ])
  func refuses(text: String, line: Int, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parseJSON5(Array(text.utf8)) }
    #expect(error?.message == message)
    #expect(error?.line == line)
  }

  @Test(
    "each path leads to its line, and one that leads nowhere to the nearest there is",
    arguments: [
      ("", 2), ("unit", 3), ("unit.id", 4), ("cases", 6), ("cases[0]", 7), ("cases[1]", 10),
      ("cases[1].assigned", 12), ("cases[1].phones[1]", 15), ("cases[1].deputies", 10),
      ("cases[7].id", 6), ("cases[1].phones[x]", 13), ("a.b", 18), ("a.b[0]", 18), ("nothing", 2),
      ("unit.id.more", 4), ("cases[9999999999999999999]", 6),
    ])
  func knowsLines(path: String, line: Int) throws {
    let text = """
      // The directory.
      {
        unit: {
          id: "town", /* two
          lines */ },
        cases: [
          {
            id: "VG-1" },
          // The second.
          {
            id: 'a\\
      b', assigned: "o9",
            phones: [
              "1",
              "2",
            ],
          },
        ], "a.b": [ 1 ] }
      """
    let document = try JSONParser.parseJSON5(Array(text.utf8))
    #expect(document.line(of: path) == line)
  }

  @Test("a carriage return ends a line as a line feed does, and the two together once")
  func countsLineEnds() throws {
    let document = try JSONParser.parseJSON5(Array("{\r\na:1,\rb:2,\nc:3}".utf8))
    #expect(["a", "b", "c"].map(document.line(of:)) == [2, 3, 4])
  }
}
