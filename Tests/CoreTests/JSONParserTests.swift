import AmparoCore
import Testing

@Suite struct JSONParserTests {
  @Test(
    "strict JSON is read into its value",
    arguments: [
      ("null", .null), (" true ", true), ("false", false), ("\"\"", ""), ("0", 0), ("-1", -1),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("999999999999999999", 999_999_999_999_999_999),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)),
      ("1.5", .double(1.5)), ("-0", .double(-0.0)), ("1e2", .double(100)),
      ("1E-2", .double(0.01)), ("37.98712", .double(37.98712)), ("1e-400", .double(0)),
      ("[]", []), ("[ 1 , [2] ,{}]", [1, [2], [:]]),
      ("{\"a\":{\"b\":[null]}}", ["a": ["b": [.null]]]),
      ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\u{8}\u{C}\n\r\t"),
      ("\"\\u00e1\\uD83D\\ude00 ñ😀\"", "á😀 ñ😀"), ("\"\\u0000\"", "\0"),
      ("\"Unidad VioGén\"", "Unidad VioGén"), ("\"\u{7F}\"", "\u{7F}"),
      ("\r\n\t{ \"a\" : 1 }\n", ["a": 1]),
    ] as [(String, JSONValue)])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
  }

  @Test(
    "what is not strict JSON is refused, with the place and what was expected",
    arguments: [
      ("", 0, "the end of the text was found where a value is expected"),
      ("{", 1, "the end of the text was found where a name in quotation marks is expected"),
      ("{\"a\" 1}", 5, "'1' was found where ':' is expected"),
      ("{\"a\":1,}", 7, "'}' was found where a name in quotation marks is expected"),
      ("{\"a\":1 \"b\":2}", 7, "'\"' was found where ',' or '}' is expected"),
      ("[1,]", 3, "']' was found where a value is expected"),
      ("[1 2]", 3, "'2' was found where ',' or ']' is expected"),
      ("1 x", 2, "'x' was found where nothing more is expected"),
      ("{a:1}", 1, "'a' was found where a name in quotation marks is expected"),
      ("'a'", 0, "''' was found where a value is expected"),
      ("tru", 0, "'t' was found where a value is expected"),
      ("nullx", 4, "'x' was found where nothing more is expected"),
      ("01", 0, "a number must not begin with 0 unless it is 0 itself"),
      ("-01", 1, "a number must not begin with 0 unless it is 0 itself"),
      ("-", 1, "the end of the text was found where a digit is expected"),
      ("+1", 0, "'+' was found where a value is expected"),
      (".5", 0, "'.' was found where a value is expected"),
      ("5.", 2, "the end of the text was found where a digit is expected"),
      ("5.e1", 2, "'e' was found where a digit is expected"),
      ("1e", 2, "the end of the text was found where a digit is expected"),
      ("1e+", 3, "the end of the text was found where a digit is expected"),
      ("0x10", 1, "'x' was found where nothing more is expected"),
      ("[1e400]", 1, "the number is too large to be kept"),
      ("NaN", 0, "'N' was found where a value is expected"),
      ("\"abc", 0, "the string that begins here is not ended"),
      ("\"a\nb\"", 2, "a control character in a string must be written as an escape"),
      ("\"a\0b\"", 2, "a control character in a string must be written as an escape"),
      ("{\0}", 1, "the byte 0x0 was found where a name in quotation marks is expected"),
      (
        "\"\\x41\"", 2,
        "'x' was found where one of \" \\ / b f n r t u after a backslash is expected"
      ),
      ("\"\\u12g4\"", 5, "'g' was found where one of 4 hexadecimal digits is expected"),
      ("\"\\ud800\"", 1, "this escape is half of a surrogate pair; both halves must be written"),
      ("\"\\udc00\"", 1, "this escape is half of a surrogate pair; both halves must be written"),
      (
        "\"\\ud800\\u0041\"", 1,
        "this escape is half of a surrogate pair; both halves must be written"
      ),
      ("\u{FEFF}{}", 0, "a byte order mark was found where a value is expected"),
      ("[1] // no", 4, "'/' was found where nothing more is expected"),
      ("\u{A0}1", 0, "the byte 0xC2 was found where a value is expected"),
    ])
  func refuses(text: String, offset: Int, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(error?.message == message)
    #expect(error?.offset == offset)
  }

  @Test(
    "text that is not valid UTF-8 is refused where the fault is",
    arguments: [
      ([0x80], 0), ([0x61, 0xC0, 0xAF], 1), ([0xE0, 0x80, 0xAF], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0x61, 0x62, 0xC3], 2), ([0xFF], 0),
      ([0x5C, 0x6E, 0xFE], 2), ([0xF0, 0x9F, 0x98], 0),
    ] as [([UInt8], Int)])
  func refusesEncoding(bytes: [UInt8], offset: Int) {
    let text = [0x22] + bytes + [0x22]
    for parse in [strict, json5] {
      let error = #expect(throws: JSONError.self) { try parse(text) }
      #expect(error?.offset == offset + 1)
      #expect(error?.message.contains("UTF-8") == true)
    }
  }

  private func strict(_ bytes: [UInt8]) throws { _ = try JSONParser.parse(bytes) }
  private func json5(_ bytes: [UInt8]) throws { _ = try JSONParser.parseJSON5(bytes) }

  @Test("nesting is read down to the limit and refused one level below it")
  func limitsDepth() throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array(String(repeating: "[", count: levels).utf8)
        + Array(String(repeating: "]", count: levels).utf8)
    }
    for parse in [strict, json5] {
      try parse(nested(JSONParser.depthMax))
      #expect(throws: JSONError.self) { try parse(nested(JSONParser.depthMax + 1)) }
      #expect(throws: JSONError.self) { try parse(nested(100_000)) }
    }
  }

  @Test("of two members with one name both are kept and the last counts")
  func keepsDuplicates() throws {
    let value = try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8))
    #expect(value.members?.count == 2)
    #expect(value["a"] == 2)
  }

  @Test("a part of a buffer is read in place and its offsets count from its start")
  func readsSlices() throws {
    let buffer = Array(#"xx{"a":1}yy"#.utf8)
    #expect(try JSONParser.parse(buffer[2..<9]) == ["a": 1])
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(buffer[2..<10]) }
    #expect(error?.offset == 7)
  }

  @Test(
    "the text of one outermost member can be had as it was written",
    arguments: [
      (#"{"id": 12345678901234567890 ,"x":1}"#, "12345678901234567890"),
      (#"{"id":[1.0, {"id":null}],"x":{"id":5}}"#, #"[1.0, {"id":null}]"#),
      (#"{"x":{"id":5}}"#, nil), (#"{"id":1,"id":"\u00e1"}"#, #""\u00e1""#), ("[]", nil),
    ])
  func locates(text: String, expected: String?) throws {
    let bytes = Array(("--" + text).utf8)
    let (_, located) = try JSONParser.parse(bytes[2...], locating: "id")
    #expect(located.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(
    "in a request, what JSON allows and no value can hold is the text that stands there",
    arguments: [
      (#""Jos\udce9""#, #"Jos\udce9"#), (#""\ud800\u0041\n""#, "\\ud800A\n"),
      (#""\ud83d\ud83d\ude00""#, "\\ud83d😀"), ("1e400", "1e400"), ("-1E+999", "-1E+999"),
      (
        String(repeating: "[", count: 64) + #"{"]":"\ud800"}"# + String(repeating: "]", count: 64),
        nil
      ),
    ] as [(String, String?)])
  func keepsUnreadable(text: String, expected: String?) throws {
    let line = Array(#"{"op":"x","a":\#(text),"id":\#(text)}"#.utf8)
    let (value, located) = try JSONParser.parse(line[...], locating: "id")
    var found = value["a"]
    while let inner = found?.array?.first { found = inner }
    #expect(found?.string == expected ?? #"[{"]":"\ud800"}]"#)
    #expect(located.map { String(decoding: $0, as: UTF8.self) } == text)
    #expect(throws: JSONError.self) { try JSONParser.parse(line) }
  }

  @Test(
    "a request that is no JSON is refused at any depth",
    arguments: ["[", "[}", "{", #"["\x"]"#, "[\0]", #"[""#, "[]]"])
  func refusesDeep(text: String) {
    let line = Array((String(repeating: "[", count: 64) + text).utf8)
    #expect(throws: JSONError.self) { try JSONParser.parse(line[...], locating: "id") }
  }

  @Test("an error says line and column as an editor counts them")
  func countsLines() {
    let text = Array("{\r\n  \"ñá\": x}".utf8)
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    #expect(error?.line == 2)
    #expect(error?.column == 9)
    #expect(
      error?.description == "line 2, column 9: 'x' was found where a value is expected")
  }
}
