/// Who there is: officers, cases, the rota and absences. A value; a change makes a new one.
package struct Directory: Sendable {
  package var unit: Unit
  /// In the document's order, which is the order of paging within a target such as `unit`.
  package private(set) var officers: [Officer]
  package private(set) var cases = Sharded<CaseID, Case>()
  package var rota: Rota
  package private(set) var absences: [Absence]

  private var officerIndex: [OfficerID: Int] = [:]
  private var logins: [String: Int] = [:]
  private var lines = Sharded<PhoneNumber, [LineMatch]>()
  private var absencesOf: [OfficerID: [Absence]] = [:]
  private var places = Sharded<CaseID, CasePlace>()
  private var nextPosition = 0

  package init(
    unit: Unit = Unit(), officers: [Officer] = [], cases: [Case] = [], rota: Rota = Rota(),
    absences: [Absence] = []
  ) {
    self.unit = unit
    self.officers = officers
    self.rota = rota
    self.absences = absences
    indexOfficers()
    for absence in absences { absencesOf[absence.officer, default: []].append(absence) }
    for item in cases { put(item) }
  }

  private mutating func indexOfficers() {
    officerIndex = [:]
    logins = [:]
    for (index, officer) in officers.enumerated() {
      officerIndex[officer.id] = index
      if let login = officer.login, logins[login] == nil { logins[login] = index }
    }
  }

  /// Adds the officer, or puts the record in the place of the one with its id.
  package mutating func put(_ officer: Officer) {
    if let index = officerIndex[officer.id] {
      officers[index] = officer
    } else {
      officers.append(officer)
    }
    indexOfficers()
  }

  package func officer(_ id: OfficerID) -> Officer? {
    officerIndex[id].map { officers[$0] }
  }

  package func officer(login: String) -> Officer? {
    logins[login].map { officers[$0] }
  }

  /// In the document's order; those put in later come last.
  package var casesInOrder: [Case] {
    cases.values.map { (position(of: $0.id), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  package func position(of id: CaseID) -> Int { places[id]?.position ?? nextPosition }

  func place(_ id: CaseID) -> CasePlace? { places[id] }

  /// Wall time in milliseconds at which the unit took the case on; nil where it was not noted.
  package func since(of id: CaseID) -> Int64? { places[id]?.since }

  /// The absence, if the officer is away at that wall time.
  package func isAbsent(_ officer: OfficerID, at wall: Int64) -> Absence? {
    absencesOf[officer]?.first { $0.from <= wall && wall < $0.to }
  }

  package func absences(of officer: OfficerID) -> [Absence] { absencesOf[officer] ?? [] }

  package mutating func add(_ absence: Absence) {
    absences.append(absence)
    absencesOf[absence.officer, default: []].append(absence)
  }

  /// Takes back an absence; false where there is none such.
  package mutating func remove(_ absence: Absence) -> Bool {
    guard let index = absences.lastIndex(of: absence) else { return false }
    absences.remove(at: index)
    absencesOf[absence.officer]?.removeAll { $0 == absence }
    return true
  }

  /// Adds the case, or puts it in the place of the one with its id. `now` is when a new one was
  /// taken on.
  package mutating func put(_ item: Case, now: Int64? = nil) {
    let place = places[item.id]
    put(
      item,
      at: CasePlace(position: place?.position ?? nextPosition, since: place?.since ?? now))
  }

  mutating func put(_ item: Case, at place: CasePlace) {
    removeCase(item.id)
    cases[item.id] = item
    places[item.id] = place
    nextPosition = max(nextPosition, place.position + 1)
    // An aggressor's line first: whoever calls from it, it is dealt with as his.
    let matches =
      item.aggressorPhones.map { ($0, LineMatch.Line.aggressor) }
      + item.phones.map { ($0.number, LineMatch.Line.known($0.owner, stale: false)) }
    var seen: Set<PhoneNumber> = []
    for (number, line) in matches where seen.insert(number).inserted {
      lines[number, default: []].append(LineMatch(caseID: item.id, line: line))
    }
  }

  /// Keeps for each case the time it was taken on, as the directory before has it; the rest are
  /// taken on now.
  package mutating func dateCases(from old: Directory, now: Int64) {
    for id in cases.keys where places[id]?.since == nil {
      places[id]?.since = old.since(of: id) ?? now
    }
  }

  package mutating func removeCase(_ id: CaseID) {
    guard let old = cases[id] else { return }
    cases[id] = nil
    places[id] = nil
    for number in Set(old.phones.map(\.number) + old.aggressorPhones) {
      let others = (lines[number] ?? []).filter { $0.caseID != id }
      lines[number] = others.isEmpty ? nil : others
    }
  }

  /// The cases a number belongs to, each once, in the order of their ids: as an aggressor's line
  /// where it is one, else as a line that is still hers before one that has ended. `today` is the
  /// unit's date, `2026-11-24`: a number whose last day lies before it is marked stale.
  package func matches(_ number: PhoneNumber, today: String) -> [LineMatch] {
    guard let found = lines[number] else { return [] }
    return found.sorted { $0.caseID < $1.caseID }.map { match in
      guard case .known = match.line,
        let entries = cases[match.caseID]?.phones.filter({ $0.number == number }),
        let first = entries.first
      else { return match }
      let current = entries.first { ($0.until ?? today) >= today }
      let line = LineMatch.Line.known((current ?? first).owner, stale: current == nil)
      return LineMatch(caseID: match.caseID, line: line)
    }
  }
}
