/// Reads the rows of a table into cases, and collects what is wrong in them.
struct CaseTableReader {
  private let header: CaseTableHeader
  private let directory: Directory
  private let countryCode: String
  private let contacts: Set<OfficerID>
  /// Where each case of the table stands, and which has a number.
  private var rows: [CaseID: Int] = [:]
  private var owners: [PhoneNumber: CaseID] = [:]
  private var cases: [Case] = []
  private var faults = FaultList()
  private var warnings = FaultList()

  init(
    _ header: CaseTableHeader, directory: Directory, countryCode: String,
    contacts: Set<OfficerID>
  ) {
    self.header = header
    self.directory = directory
    self.countryCode = countryCode
    // Each case is checked against contacts and officers together: united once, that adds nobody.
    self.contacts = contacts.union(directory.officers.map(\.id))
    for fault in header.faults { faults.add(fault) }
  }

  var decoded: Decoded<[Case]> {
    Decoded(value: cases, faults: faults.faults, warnings: warnings.faults)
  }

  mutating func add(_ fault: Fault) { faults.add(fault) }

  mutating func read(_ record: CSVRecord) {
    let row = CaseRow(record, under: header)
    guard !row.cells.isEmpty else { return }
    if let fault = row.strayFault { add(fault) }
    let id = header.idIndex.flatMap(row.text).map { CaseID($0) }
    if let id {
      guard isFirst(id, row) else { return }
    }
    let read = DirectoryDocument.decodeCase(
      row.document(of: id.flatMap { directory.cases[$0] }), countryCode: countryCode,
      directory: directory, contacts: contacts)
    for fault in read.faults { faults.add(faults.isFull ? nil : row.fault(fault)) }
    for warning in read.warnings { warnings.add(warnings.isFull ? nil : row.fault(warning)) }
    guard let item = read.value else { return }
    warnOfSharedNumbers(item, row)
    cases.append(item)
  }

  private mutating func isFirst(_ id: CaseID, _ row: CaseRow) -> Bool {
    guard let first = rows[id] else {
      rows[id] = row.number
      return true
    }
    let name = DocumentReader.quoted(id.rawValue)
    add(row.fault(header.idIndex, "\(name) is the id of row \(first), too"))
    return false
  }

  /// Within the table; what the directory has already is told as its case is read.
  private mutating func warnOfSharedNumbers(_ item: Case, _ row: CaseRow) {
    for phone in item.phones {
      guard let other = owners.updateValue(item.id, forKey: phone.number), other != item.id,
        directory.cases[other]?.phones.contains(where: { $0.number == phone.number }) != true
      else { continue }
      let warning = Fault(
        path: "phones",
        message:
          "a number is also of case \"\(other)\"; a call from it raises one alert that names "
          + "both")
      warnings.add(warnings.isFull ? nil : row.fault(warning))
    }
  }
}
