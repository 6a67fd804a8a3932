/// Cases read from a part of their stored rows. Parts can be read at once, each by a thread of its
/// own.
package struct StoredCases: Sendable {
  /// Makes something of each part; in their order, whichever is done first.
  package typealias Map = (
    _ parts: [ArraySlice<DirectoryRow>],
    _ read: @escaping @Sendable (ArraySlice<DirectoryRow>) -> StoredCases
  ) -> [StoredCases]

  /// Rows of one part: many times what it costs to hand one to a thread.
  private static let rowsPerPart = 8192

  let cases: [(place: CasePlace, value: Case)]
  /// What is wrong in the rows, and what is only worth saying.
  let faults: (faults: FaultList, warnings: FaultList)

  init(_ rows: ArraySlice<DirectoryRow>, _ reader: DocumentReader) {
    var reader = reader.withoutFaults
    cases = rows.compactMap { row in
      reader.element(row) { reader, value, _ in reader.caseRecord(value) }.map {
        (CasePlace(position: row.position, since: row.since), $0)
      }
    }
    faults = (reader.faults, reader.warnings)
  }

  static func parts(of rows: [DirectoryRow]) -> [ArraySlice<DirectoryRow>] {
    stride(from: 0, to: rows.count, by: rowsPerPart).map {
      rows[$0..<min($0 + rowsPerPart, rows.count)]
    }
  }
}
