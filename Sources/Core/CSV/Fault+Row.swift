/// Thrown where reading can't go on after it.
extension Fault: Error {}

extension Fault {
  /// What is wrong in a row of a table, or in one cell of it: `row 3, column phones`.
  init(row: Int, column: String? = nil, message: String) {
    self.init(path: "row \(row)" + (column.map { ", column \($0)" } ?? ""), message: message)
  }
}
