/// One row of a table of cases: what it says of its case, and what that case's document is then.
struct CaseRow {
  let number: Int
  let header: CaseTableHeader
  /// The cells that say something, by their column.
  let cells: [(index: Int, text: String)]

  init(_ record: CSVRecord, under header: CaseTableHeader) {
    number = record.row
    self.header = header
    cells = record.cells.enumerated().compactMap { index, cell in
      let text = FoldedWord.trimmed(cell)
      return text.isEmpty ? nil : (index, text)
    }
  }

  func text(_ index: Int) -> String? { cells.first { $0.index == index }?.text }

  /// A cell under no name is most often the rest of a text that should have been quoted.
  var strayFault: Fault? {
    cells.first { !header.isNamed($0.index) }.map {
      fault($0.index, "no column is named here; does a text before it need quotes?")
    }
  }

  func fault(_ index: Int?, _ message: String) -> Fault {
    Fault(row: number, column: index.map(header.name), message: message)
  }

  /// What is wrong in the document, at the cell that says it.
  func fault(_ inDocument: Fault) -> Fault {
    let path = inDocument.path
    let cell = cells.first { cell in
      header.meaning(cell.index).map { $0.covers(path) } ?? false
    }
    let isOwn = cell != nil || path.isEmpty || path == "id"
    return fault(
      cell?.index ?? (path == "id" ? header.idIndex : nil),
      isOwn
        ? inDocument.message : "\(path) of the case as it stands: \(inDocument.message)")
  }

  /// The case's document, changed only where the row says something.
  func document(of old: Case?) -> JSONValue {
    var value = old.map(DirectoryDocument.encode) ?? .object([])
    for cell in cells {
      if let column = header.meaning(cell.index) { Self.set(column, cell.text, in: &value) }
    }
    return value
  }

  private static func set(_ column: CaseColumn, _ text: String, in value: inout JSONValue) {
    switch column.parent {
    case .own:
      value.set(
        column.member, CaseCell.value(text, column.kind, old: value[column.member]))
    case .victim: setWithin("victim", column, text, in: &value)
    case .order: setWithin("order", column, text, in: &value)
    case .firstAggressor:
      var list = value["aggressors"]?.array ?? []
      if list.isEmpty { list.append(.object([])) }
      list[0].set(column.member, CaseCell.value(text, column.kind, old: nil))
      value.set("aggressors", .array(list))
    }
  }

  private static func setWithin(
    _ parent: String, _ column: CaseColumn, _ text: String, in value: inout JSONValue
  ) {
    var object = value[parent] ?? .object([])
    object.set(column.member, CaseCell.value(text, column.kind, old: nil))
    value.set(parent, object)
  }
}
