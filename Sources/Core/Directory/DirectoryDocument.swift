/// The directory as people write it: the document of amparo-protocol(7), read strictly and written
/// back whole.
package enum DirectoryDocument {
  private static let names = ["unit", "officers", "cases", "rota", "overrides", "absences"]

  /// Reads a whole document. `zone` finds the rules of a time zone by its name, and `contacts` are
  /// the configuration's, who may be named wherever an officer is.
  package static func decode(
    _ value: JSONValue, countryCode: String, zone: (String) -> ZoneRules?,
    contacts: Set<OfficerID>
  ) -> Decoded<Directory> {
    var reader = DocumentReader(countryCode: countryCode, officers: contacts)
    guard
      reader.isObject(value, like: "a document such as { unit: {}, officers: [] }", known: names)
    else { return reader.decoded(nil) }
    if reader.present(value, "unit") == nil {
      reader.missing("unit", like: "an object with id, name and time_zone")
    }
    let unit = reader.present(value, "unit").flatMap { found in
      reader.within("unit") { $0.unit(found, zone: zone) }
    }
    let officers = officers(value, &reader)
    let cases = cases(value, &reader)
    let roles = reader.present(value, "rota").map { found in
      reader.within("rota") { $0.rotaRoles(found) }
    }
    reader.roles = Set(reader.present(value, "rota")?.members?.map(\.name) ?? [])
    let overrides = reader.list(value, "overrides", like: "a list of overrides") {
      $0.override($1)
    }
    let absences = reader.list(value, "absences", like: "a list of absences") { $0.absence($1) }
    guard reader.faults.isEmpty else { return reader.decoded(nil) }
    let directory = Directory(
      unit: unit ?? Unit(), officers: officers, cases: cases,
      rota: Rota(roles: roles ?? [], overrides: overrides, zone: reader.zone),
      absences: absences)
    return reader.decoded(directory)
  }

  private static func officers(_ value: JSONValue, _ reader: inout DocumentReader) -> [Officer] {
    var places: [String: Int] = [:]
    var logins: [String: OfficerID] = [:]
    let officers = reader.list(value, "officers", like: "a list of officers") { reader, element in
      guard let officer = reader.officerRecord(element) else { return nil as Officer? }
      reader.unique(officer.id.rawValue, in: "officers", &places)
      reader.checkLogin(officer, &logins)
      if officer.contacts.isEmpty {
        reader.within("contacts") { $0.warn("this officer has no channel and can't be paged") }
      }
      return officer
    }
    reader.officers.formUnion(officers.map(\.id))
    return officers
  }

  private static func cases(_ value: JSONValue, _ reader: inout DocumentReader) -> [Case] {
    var places: [String: Int] = [:]
    var owners: [PhoneNumber: CaseID] = [:]
    return reader.list(value, "cases", like: "a list of cases") { reader, element in
      guard let item = reader.caseRecord(element) else { return nil }
      reader.unique(item.id.rawValue, in: "cases", &places)
      for phone in item.phones {
        let owner = owners[phone.number, default: item.id]
        if owner != item.id { reader.warnOfSharedNumber(with: owner) }
        owners[phone.number] = owner
      }
      return item
    }
  }

  /// Reads one case, as `case.put` brings it.
  package static func decodeCase(
    _ value: JSONValue, countryCode: String, directory: Directory, contacts: Set<OfficerID> = []
  ) -> Decoded<Case> {
    var reader = reader(countryCode, contacts, directory, ignoresUnknown: false)
    let item = reader.caseRecord(value)
    // Staleness does not matter here, so any day will do.
    let others = item.map { item in
      item.phones.flatMap { directory.matches($0.number, today: "") }.map(\.caseID)
        .filter { $0 != item.id }
    }
    for other in Set(others ?? []).sorted() { reader.warnOfSharedNumber(with: other) }
    return reader.decoded(item)
  }

  /// Reads an officer's record as `officer.put` brings it: whole, or with only the members that
  /// change, which are laid over the record of that id.
  package static func decodeOfficer(
    _ value: JSONValue, countryCode: String, directory: Directory
  ) -> Decoded<Officer> {
    var reader = reader(countryCode, [], directory, ignoresUnknown: false)
    let former = value["id"]?.string.flatMap { directory.officer(OfficerID($0)) }
    let officer = reader.officerRecord(former.map { encode($0).merged(with: value) } ?? value)
    if let officer, let login = officer.login, let other = directory.officer(login: login),
      other.id != officer.id
    {
      reader.within("login") { $0.fault("officer \"\(other.id)\" has this login, too") }
    }
    return reader.decoded(officer)
  }

  /// Reads an absence as `absence.add` brings it: members beside its own are passed over.
  package static func decodeAbsence(
    _ value: JSONValue, directory: Directory, contacts: Set<OfficerID> = []
  ) -> Decoded<Absence> {
    var reader = reader("", contacts, directory, ignoresUnknown: true)
    let absence = reader.absence(value)
    return reader.decoded(absence)
  }

  /// Reads an override as `rota.override` brings it: members beside its own are passed over.
  package static func decodeOverride(
    _ value: JSONValue, directory: Directory, contacts: Set<OfficerID> = []
  ) -> Decoded<RotaOverride> {
    var reader = reader("", contacts, directory, ignoresUnknown: true)
    let item = reader.override(value)
    return reader.decoded(item)
  }

  private static func reader(
    _ countryCode: String, _ contacts: Set<OfficerID>, _ directory: Directory,
    ignoresUnknown: Bool
  ) -> DocumentReader {
    var reader = DocumentReader(
      countryCode: countryCode, zone: directory.rota.zone,
      officers: contacts.union(directory.officers.map(\.id)), ignoresUnknown: ignoresUnknown)
    reader.roles = Set(directory.rota.roles.map(\.name))
    return reader
  }
}

extension DocumentReader {
  /// Takes the id for this place of a list; a fault if another has it already.
  fileprivate mutating func unique(_ id: String, in list: String, _ taken: inout [String: Int]) {
    let count = taken.count
    guard let other = taken[id] else {
      taken[id] = index ?? count
      return
    }
    within("id") { $0.fault("\(Self.quoted(id)) is the id of \(list)[\(other)], too") }
  }

  fileprivate mutating func checkLogin(_ officer: Officer, _ taken: inout [String: OfficerID]) {
    guard let login = officer.login else { return }
    if let other = taken[login] {
      within("login") { $0.fault("officer \"\(other)\" has this login, too") }
    }
    taken[login] = officer.id
  }

  fileprivate mutating func warnOfSharedNumber(with other: CaseID) {
    within("phones") { reader in
      reader.warn(
        "a number is also of case \"\(other)\"; a call from it raises one alert that names both")
    }
  }
}
