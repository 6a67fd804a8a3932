import AmparoCore
import Testing

@Suite struct CSVReaderTests {
  private func rows(_ bytes: [UInt8]) throws -> [CSVRecord] {
    var reader = try CSVReader(bytes)
    var rows = reader.header.map { [$0] } ?? []
    while let record = try reader.next() { rows.append(record) }
    return rows
  }

  private func refusal(_ bytes: [UInt8]) -> Fault? {
    #expect(throws: Fault.self) { try rows(bytes) }
  }

  static let tables: [(text: String, cells: [[String]])] = [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1;5\t2\n", [["a", "b"], ["1;5", "2"]]),
    ("\"a,1\";b\n1;2\n", [["a,1", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n\"x, y\",\"z\"\"s\"\n", [["a", "b"], ["x, y", "z\"s"]]),
    ("a,b\n\"\"\"\",\"\"\n", [["a", "b"], ["\"", ""]]),
    ("a,b\n\"one\r\ntwo\",3\n", [["a", "b"], ["one\r\ntwo", "3"]]),
    ("a,b\n5\" wide,\n", [["a", "b"], ["5\" wide", ""]]),
    ("a\nx;y\n", [["a"], ["x;y"]]),
    ("a,b\n,\nñ,é\n\n\n", [["a", "b"], ["", ""], ["ñ", "é"]]),
    ("\n\na;b\n", [["a", "b"]]),
    ("", []),
    ("\u{FEFF}", []),
    ("\r\n\r\n", []),
  ]

  @Test("rows and cells are told apart as spreadsheets write them", arguments: tables)
  func splits(_ table: (text: String, cells: [[String]])) throws {
    #expect(try rows(Array(table.text.utf8)).map(\.cells) == table.cells)
  }

  @Test("rows are counted as a spreadsheet does: empty ones, but not the lines within a cell")
  func counts() throws {
    let text = "a,b\n\"one\ntwo\",1\n\n\"x\",2\n"
    #expect(try rows(Array(text.utf8)).map(\.row) == [1, 2, 4])
  }

  static let broken: [(text: String, path: String, part: String)] = [
    ("id,notes\n1,x\n2,\"y\n3,z\n", "row 3, column notes", "is never closed"),
    ("id,\"notes\n1,x\n", "row 1, column 2", "is never closed"),
    ("id,notes\n1,\"x\"y\n", "row 2, column notes", "a quote within a cell is doubled"),
    ("id,notes\n1,2,\"x\n", "row 2, column 3", "is never closed"),
    (
      "id,notes\n1,\"\(String(repeating: "x", count: CSVReader.cellBytesMax + 1))\"\n",
      "row 2, column notes", "the cell has 65537 bytes, but 65536 at most"
    ),
    (String(repeating: ",", count: CSVReader.columnsMax), "row 1", "256 columns at most"),
  ]

  @Test("where a cell's end can't be told the fault says where it begins", arguments: broken)
  func refuses(_ broken: (text: String, path: String, part: String)) throws {
    let fault = try #require(refusal(Array(broken.text.utf8)))
    #expect(fault.path == broken.path)
    #expect(fault.message.contains(broken.part))
  }

  static let misencoded: [(bytes: [UInt8], path: String)] = [
    (Array("id,nombre\n1,Mu".utf8) + [0xF1] + Array("oz\n".utf8), "row 2, column nombre"),
    (Array("id,tel".utf8) + [0xE9] + Array("fonos\n1,2\n".utf8), "row 1, column 2"),
    (Array("id,nombre\n1,x\n\n".utf8) + [0xD1] + Array("o,2\n".utf8), "row 4, column id"),
    (Array("id,nombre\n1,\"a\nb".utf8) + [0xF1] + Array("\"\n".utf8), "row 2, column nombre"),
    (Array("id,nombre\n1,\"a\nb\"".utf8) + [0xF1], "row 2, column nombre"),
    (Array("id,nombre\n1,2\n".utf8) + [0xC3], "row 3, column id"),
  ]

  @Test("bytes that are not UTF-8 are told with their place and what to do", arguments: misencoded)
  func refusesLatin1(_ table: (bytes: [UInt8], path: String)) throws {
    let fault = try #require(refusal(table.bytes))
    #expect(fault.path == table.path)
    #expect(
      fault.message
        == "not UTF-8; it looks like Latin-1 or Windows-1252. Open the file in the spreadsheet and "
        + "save it as \"CSV UTF-8\"")
  }

  @Test("a spreadsheet's \"Unicode text\" is told to be UTF-16")
  func utf16() throws {
    let bytes: [UInt8] = [0xFF, 0xFE, UInt8(ascii: "i"), 0, UInt8(ascii: "d"), 0]
    #expect(try #require(refusal(bytes)).message.contains("it looks like UTF-16"))
  }

  @Test("a table of more rows than a spreadsheet holds is refused at the first too many")
  func bound() throws {
    let bytes = Array(String(repeating: "1\n", count: CSVReader.rowsMax + 2).utf8)
    let fault = try #require(refusal(bytes))
    #expect(fault.path == "row 1000002")
    #expect(fault.message.contains("1000000 rows below its header"))
  }
}
