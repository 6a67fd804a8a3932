/// Cases as a table (CSV): a row for each, a column for each thing to be said of a case, named in
/// English or in Spanish. An empty cell says nothing.
package enum CaseTable {
  /// Reads all cases of a table, in its order. A case the directory has already keeps what its row
  /// leaves empty; each is checked as its document would be. Faults and warnings are at
  /// `row 3, column phones`, the rows counted as a spreadsheet does. A fault in one row does not
  /// stop the reading, but no more are told than of a document.
  package static func decode(
    _ bytes: [UInt8], directory: Directory, countryCode: String, contacts: Set<OfficerID>
  ) -> Decoded<[Case]> {
    do throws(Fault) {
      var reader = try CSVReader(bytes)
      let header = CaseTableHeader(reader.header)
      var table = CaseTableReader(
        header, directory: directory, countryCode: countryCode, contacts: contacts)
      guard header.idIndex != nil else { return table.decoded }
      readRows(&reader, into: &table)
      return table.decoded
    } catch {
      return Decoded(value: nil, faults: [error], warnings: [])
    }
  }

  /// What was wrong before the row that can't be read is told as well.
  private static func readRows(_ reader: inout CSVReader, into table: inout CaseTableReader) {
    do throws(Fault) {
      while let record = try reader.next() { table.read(record) }
    } catch {
      table.add(error)
    }
  }
}
