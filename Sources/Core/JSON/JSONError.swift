/// Why a text is not the JSON it should be: where, and a sentence that says what was found and
/// what would be right. It names at most one character of the text, so it tells nobody's data.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  /// Bytes before the fault.
  package let offset: Int
  /// Counted from 1; `\n`, `\r\n` and `\r` end a line.
  package let line: Int
  /// Counted from 1, in characters (Unicode scalars) of the line.
  package let column: Int
  package let message: String

  package var description: String { "line \(line), column \(column): \(message)" }

  init(at offset: Int, of bytes: UnsafeBufferPointer<UInt8>, _ message: String) {
    var line = 1
    var column = 1
    for index in 0..<min(offset, bytes.count) {
      switch bytes[index] {
      case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: break
      case 0x0A, 0x0D:
        line += 1
        column = 1
      case 0x80..<0xC0: break
      default: column += 1
      }
    }
    self.offset = offset
    self.line = line
    self.column = column
    self.message = message
  }
}
