/// One row of a table.
package struct CSVRecord: Hashable, Sendable {
  /// Its number as a spreadsheet shows it: the first line's is 1, and a line break within a cell
  /// does not count.
  package let row: Int
  /// As they are written, without their quotes; one at least.
  package let cells: [String]
}
