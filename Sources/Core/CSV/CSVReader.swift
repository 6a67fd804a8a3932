/// Reads a table of comma-separated values (RFC 4180) as spreadsheets write them: the cells may be
/// separated by semicolons or tabs as well, lines may end in CRLF, LF or CR, and a byte order mark
/// may come first. Each byte is looked at a fixed number of times, so a long file costs no more
/// than its length.
package struct CSVReader {
  /// Eight times what is known of a case; it bounds what one row can take.
  package static let columnsMax = 256
  /// A cell is a person's note at most; a longer one is a quote that was closed far too late.
  package static let cellBytesMax = 65_536
  /// Rows below the first; about as many as a spreadsheet can hold.
  package static let rowsMax = 1_000_000

  /// The first row that is not empty: the names of the columns. Nil where there is no such row.
  package private(set) var header: CSVRecord?

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position: Int
  private var row = 0

  /// Reads the header. Throws where the bytes are not UTF-8, wherever in the file that is, so that
  /// no letter of a name is ever guessed.
  package init(_ bytes: [UInt8]) throws(Fault) {
    if let offset = CSVEncoding.firstFault(bytes) {
      throw Fault(
        path: Self.place(of: offset, in: bytes), message: CSVEncoding.explanation(bytes))
    }
    self.init(checked: bytes)
    header = try next()
  }

  private init(checked bytes: [UInt8]) {
    self.bytes = bytes
    position = CSVEncoding.markBytes(bytes)
    delimiter = Self.delimiter(of: bytes[position...])
  }

  /// The next row that is not empty, nil after the last. Throws where it can't be told where a cell
  /// ends, and at a bound; nothing is to be read after that.
  package mutating func next() throws(Fault) -> CSVRecord? {
    while position < bytes.count {
      row += 1
      guard row <= 1 + Self.rowsMax else {
        throw Fault(
          row: row,
          message:
            "a table has \(Self.rowsMax) rows below its header at most; divide it into several")
      }
      let cells = try cells()
      if cells.count > 1 || cells[0] != "" { return CSVRecord(row: row, cells: cells) }
    }
    return nil
  }

  /// The name of a column as the header writes it, or its number from 1 where it has none.
  private func columnName(_ index: Int) -> String {
    guard let names = header?.cells, index < names.count, names[index] != "" else {
      return "\(index + 1)"
    }
    return names[index]
  }

  // MARK: Cells

  private mutating func cells() throws(Fault) -> [String] {
    var cells: [String] = []
    cells.reserveCapacity(header?.cells.count ?? 0)
    while true {
      guard cells.count < Self.columnsMax else {
        throw Fault(row: row, message: "a row has \(Self.columnsMax) columns at most")
      }
      cells.append(try cell(cells.count))
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position += 1
    }
    skipLineBreak()
    return cells
  }

  private mutating func skipLineBreak() {
    guard position < bytes.count else { return }
    let isReturn = bytes[position] == UInt8(ascii: "\r")
    position += 1
    if isReturn, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func cell(_ column: Int) throws(Fault) -> String {
    let start = position
    if start < bytes.count, bytes[start] == Self.quote { return try quotedCell(column) }
    while position < bytes.count, !endsCell(bytes[position]) { position += 1 }
    try checkLength(position - start, column)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func quotedCell(_ column: Int) throws(Fault) -> String {
    let start = position + 1
    var doubled = 0
    position = start
    while let quote = nextQuote() {
      position = quote + 1
      if position < bytes.count, bytes[position] == Self.quote {
        doubled += 1
        position += 1
        continue
      }
      try checkLength(quote - start, column)
      guard position == bytes.count || endsCell(bytes[position]) else {
        throw fault(
          column,
          "more text follows the quote that ends the cell; a quote within a cell is doubled, and "
            + "one that begins a cell needs one at its end")
      }
      let cell = bytes[start..<quote]
      return String(decoding: doubled == 0 ? cell : Self.undoubled(cell), as: UTF8.self)
    }
    throw fault(
      column, "the quote that begins this cell is never closed; put one at the cell's end")
  }

  private func nextQuote() -> Int? {
    var index = position
    while index < bytes.count {
      if bytes[index] == Self.quote { return index }
      index += 1
    }
    return nil
  }

  private func checkLength(_ count: Int, _ column: Int) throws(Fault) {
    guard count > Self.cellBytesMax else { return }
    throw fault(
      column,
      "the cell has \(count) bytes, but \(Self.cellBytesMax) at most can be right; see whether a "
        + "quote is missing")
  }

  private func fault(_ column: Int, _ message: String) -> Fault {
    Fault(row: row, column: columnName(column), message: message)
  }
}

extension CSVReader {
  private static let quote = UInt8(ascii: "\"")

  private static func undoubled(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var isSecond = false
    return cell.filter { byte in
      isSecond = byte == quote && !isSecond
      return byte != quote || isSecond
    }[...]
  }

  /// What most often stands between the names of the columns; a comma where nothing does.
  private static func delimiter(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let breaks = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes.drop(while: breaks.contains) {
      if byte == quote { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if breaks.contains(byte) { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    return candidates[most]
  }

  /// The cell that a byte stands in: the last one of the file that would end there.
  private static func place(of offset: Int, in bytes: [UInt8]) -> String {
    var reader = CSVReader(checked: bytes[..<offset] + [UInt8(ascii: "x")])
    var width = 1
    do throws(Fault) {
      while let record = try reader.next() {
        width = record.cells.count
        // A name of the header itself is not known, since it can't be read to its end.
        if reader.position < reader.bytes.count { reader.header = reader.header ?? record }
      }
      return reader.fault(width - 1, "").path
    } catch {
      return error.path
    }
  }
}
