extension Directory {
  /// The directory from its stored rows. A row that can't be read is set aside with a fault, and
  /// the rest serves; of a case and an officer all that can be read is kept, for their numbers
  /// matter more than a member that went bad. Whoever is named but gone is kept as named, with a
  /// fault too.
  ///
  /// `map` makes something of each of several parts, and may do so at once: most of the time goes
  /// into a million cases, and who calls meanwhile waits for them.
  package static func from(
    rows: [DirectoryRow], countryCode: String, zone: (String) -> ZoneRules?,
    contacts: Set<OfficerID>, map: StoredCases.Map = { $0.map($1) }
  ) -> (directory: Directory, faults: [Fault]) {
    let rows = Dictionary(grouping: rows, by: \.kind)
    var reader = DocumentReader(
      countryCode: countryCode, officers: contacts, keepsDangling: true)
    let unit = elements(.unit, rows, &reader) { reader, value, _ in
      reader.unit(value, zone: zone)
    }
    let officers = elements(.officer, rows, &reader) { reader, value, _ in
      reader.officerRecord(value)
    }
    reader.officers.formUnion(officers.map(\.value.id))
    let cases = map(StoredCases.parts(of: rows[.caseRecord] ?? [])) { [reader] in
      StoredCases($0, reader)
    }
    for part in cases { reader.add(part.faults) }
    let roles = elements(.role, rows, &reader) { reader, value, name in
      reader.role(name, value)
    }
    reader.roles = Set(roles.map(\.value.name))
    let overrides = elements(.override, rows, &reader) { reader, value, _ in reader.override(value)
    }
    let absences = elements(.absence, rows, &reader) { reader, value, _ in reader.absence(value) }
    var directory = Directory(
      unit: unit.first?.value ?? Unit(), officers: officers.map(\.value),
      rota: Rota(
        roles: roles.map(\.value), overrides: overrides.map(\.value), zone: reader.zone),
      absences: absences.map(\.value))
    for part in cases {
      for item in part.cases { directory.put(item.value, at: item.place) }
    }
    return (directory, reader.faults.faults + reader.warnings.faults)
  }

  private static func elements<T>(
    _ kind: DirectoryRow.Kind, _ rows: [DirectoryRow.Kind: [DirectoryRow]],
    _ reader: inout DocumentReader, _ read: (inout DocumentReader, JSONValue, _ id: String) -> T?
  ) -> [(place: CasePlace, value: T)] {
    let ordered = (rows[kind] ?? []).sorted { $0.position < $1.position }
    return ordered.compactMap { row in
      reader.element(row, read).map {
        (CasePlace(position: row.position, since: row.since), $0)
      }
    }
  }
}

extension DocumentReader {
  /// What is made of the row; nil where it can't be read.
  mutating func element<T>(
    _ row: DirectoryRow, _ read: (inout DocumentReader, JSONValue, _ id: String) -> T?
  ) -> T? {
    within("\(row.kind.rawValue) \(row.id)") { reader in
      reader.parsed(row.body).flatMap { read(&reader, $0, row.id) }
    }
  }

  private mutating func parsed(_ body: [UInt8]?) -> JSONValue? {
    guard let body else { return nil }
    do throws(JSONError) {
      return try JSONParser.parse(body)
    } catch {
      fault("the stored row can't be read, and is set aside: \(error)")
      return nil
    }
  }
}
