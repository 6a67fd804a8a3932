/// Thrown where reading can't go on after it.
extension Fault: Error {}

extension Fault {
  /// The longest name of a column that stands in a path as it was written.
  private static let plainNameBytesMax = 64

  /// What is wrong in a row of a table, or in one cell of it: `row 3, column phones`.
  init(row: Int, column: String? = nil, message: String) {
    self.init(
      path: "row \(row)" + (column.map { ", column \(Self.plain($0))" } ?? ""), message: message)
  }

  /// A path must not break a line, nor fill a screen.
  private static func plain(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    return isPlain && name.utf8.count <= plainNameBytesMax ? name : DocumentReader.quoted(name)
  }
}
