/// The first row of a table of cases: what each of its columns is called, and what it means.
struct CaseTableHeader {
  /// The column's name as it is written, and nil for its meaning where nobody knows the name.
  private(set) var columns: [(name: String, meaning: CaseColumn?)] = []
  private(set) var faults: [Fault] = []
  /// Where the ids stand; without them no row can be read.
  private(set) var idIndex: Int?

  init(_ record: CSVRecord?) {
    guard let record else {
      faults = [Fault(path: "", message: "no rows; the first names the columns: id, phones, ...")]
      return
    }
    var seen: [Int: String] = [:]
    for (index, name) in record.cells.map(FoldedWord.trimmed).enumerated() {
      let place = CaseColumn.named(name)
      columns.append((name, place.map { CaseColumn.all[$0] }))
      let message: String? =
        if let place {
          seen.updateValue(name, forKey: place).map(Self.repeated)
        } else {
          name.isEmpty ? nil : Self.unknown(name)
        }
      guard let message else { continue }
      faults.append(Fault(row: record.row, column: self.name(index), message: message))
    }
    idIndex = columns.firstIndex { $0.meaning?.path == "id" }
    if idIndex == nil {
      let message = "no column \"id\" (or \"expediente\"); each case needs its id there"
      faults.append(Fault(row: record.row, message: message))
    }
  }

  private static func repeated(_ other: String) -> String {
    "column \(DocumentReader.quoted(other)) says the same; keep one of them"
  }

  private static func unknown(_ name: String) -> String {
    "unknown column \(DocumentReader.quoted(name))"
      + NearestName.hint(FoldedWord.of(name), among: CaseColumn.allNames)
  }

  /// As a path names the column: by its number from 1 where it has no name.
  func name(_ index: Int) -> String {
    index < columns.count && !columns[index].name.isEmpty
      ? columns[index].name : "\(index + 1)"
  }

  func meaning(_ index: Int) -> CaseColumn? {
    index < columns.count ? columns[index].meaning : nil
  }

  func isNamed(_ index: Int) -> Bool { index < columns.count && !columns[index].name.isEmpty }
}
