/// How the letters of a table are written: UTF-8, and nothing else is guessed at.
enum CSVEncoding {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let utf16Marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]

  /// How many bytes the byte order mark takes, which spreadsheets put before UTF-8.
  static func markBytes(_ bytes: [UInt8]) -> Int { bytes.starts(with: mark) ? mark.count : 0 }

  /// Where the first bytes are that are not UTF-8; nil where all are.
  static func firstFault(_ bytes: [UInt8]) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// What bytes that are not UTF-8 most likely are, and what to do about it.
  static func explanation(_ bytes: [UInt8]) -> String {
    "not UTF-8; it looks like \(guess(bytes)). Open the file in the spreadsheet and save it as "
      + "\"CSV UTF-8\""
  }

  static func guess(_ bytes: [UInt8]) -> String {
    utf16Marks.contains { bytes.starts(with: $0) } ? "UTF-16" : "Latin-1 or Windows-1252"
  }
}
