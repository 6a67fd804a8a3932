import AmparoCore
import Testing

/// The text of a directory document.
@Suite struct DirectoryParseTests {
  @Test(
    "JSON and JSON5 are read alike",
    arguments: [#"{"unit":{"id":"ñ"}}"#, "{unit:{id:'ñ',},} // a comment"])
  func alike(text: String) throws {
    #expect(try DirectoryDocument.parse(Array(text.utf8)) == ["unit": ["id": "ñ"]])
  }

  @Test(
    "what can't be read is told with its line and column, and what would be right",
    arguments: [
      (Array("{ unit:\n { id: \"u\" ".utf8), "line 2, column 12", "end of the text"),
      (Array("{ unit: \"Espa".utf8) + [0xF1] + Array("a\" }".utf8), "line 1, column 14", "Latin-1"),
      ([0xFF, 0xFE, 0x7B, 0x00], "line 1, column 1", "UTF-16"),
      ([], "line 1, column 1", "end of the text"),
    ])
  func unreadable(bytes: [UInt8], place: String, word: String) throws {
    do throws(Fault) {
      _ = try DirectoryDocument.parse(bytes)
      Issue.record("it was read")
    } catch {
      #expect(error.path == place)
      #expect(error.message.contains(word), "\(error)")
    }
  }

  @Test(
    "a day is one of the calendar, in this spelling only",
    arguments: [
      ("2026-02-28", true), ("2026-02-29", false), ("2024-02-29", true), ("2026-13-01", false),
      ("2026-1-01", false), ("2026-01-01T", false), ("20260101", false), ("2026-00-10", false),
      ("٢٠٢٦-01", false), ("2026/01/01", false),
    ])
  func days(text: String, isDay: Bool) {
    #expect(LocalDay.isDay(text) == isDay)
  }

  @Test("a member that is written twice is a fault, and so is one nobody knows")
  func twice() throws {
    let value = try DirectoryDocument.parse(
      Array(#"{"unit":{"time_zone":"Europe/Madrid"},"unit":{},"units":1}"#.utf8))
    let faults = DirectoryFixture.decode(value).faults.map(\.path)
    #expect(faults.contains("unit"))
    #expect(faults.contains("units"))
  }

  @Test("rows read in parts are the directory they were, faults and all")
  func parts() throws {
    let cases = (0..<20_000).map { Case(id: CaseID("C-\($0)"), alias: "Rosa") }
    var rows = Directory(cases: cases).rows()
    let bad = try #require(rows.firstIndex { $0.id == "C-19999" })
    rows[bad].body = Array("{".utf8)
    var partCount = 0
    let (directory, faults) = Directory.from(
      rows: rows, countryCode: "34", zone: DirectoryFixture.zone,
      contacts: DirectoryFixture.contacts,
      map: { parts, read in
        partCount = parts.count
        return parts.reversed().map(read).reversed()
      })
    #expect(partCount > 1)
    #expect(directory.casesInOrder.map(\.id) == cases.dropLast().map(\.id))
    #expect(faults.contains { $0.path == "case C-19999" })
  }
}
