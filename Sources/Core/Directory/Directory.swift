/// Who there is: officers, cases, the rota and absences. A value; a change makes a new one.
package struct Directory: Sendable {
  package var unit: Unit
  /// In the document's order, which is the order of paging within a target such as `unit`.
  package private(set) var officers: [Officer]
  package private(set) var cases: [CaseID: Case]
  package var rota: Rota
  package var absences: [Absence]

  private var officerIndex: [OfficerID: Int] = [:]
  private var lines: [PhoneNumber: [LineMatch]] = [:]

  package init(
    unit: Unit = Unit(), officers: [Officer] = [], cases: [Case] = [], rota: Rota = Rota(),
    absences: [Absence] = []
  ) {
    self.unit = unit
    self.officers = officers
    self.cases = [:]
    self.rota = rota
    self.absences = absences
    for (index, officer) in officers.enumerated() { officerIndex[officer.id] = index }
    for item in cases { put(item) }
  }

  package func officer(_ id: OfficerID) -> Officer? {
    officerIndex[id].map { officers[$0] }
  }

  package func officer(login: String) -> Officer? {
    officers.first { $0.login == login }
  }

  /// The cases a number belongs to, each once, in the order of their ids. `today` is the unit's
  /// date, `2026-11-24`: a number whose end lies before it is marked stale.
  package func matches(_ number: PhoneNumber, today: String) -> [LineMatch] {
    (lines[number] ?? []).map { match in
      guard case .known(let owner, _) = match.line,
        let phone = cases[match.caseID]?.phones.first(where: { $0.number == number }),
        let until = phone.until
      else { return match }
      return LineMatch(caseID: match.caseID, line: .known(owner, stale: until < today))
    }
  }

  package func isAbsent(_ officer: OfficerID, at wall: Int64) -> Absence? {
    absences.first { $0.officer == officer && $0.from <= wall && wall < $0.to }
  }

  /// Adds the case, or puts it in the place of the one with its id.
  package mutating func put(_ item: Case) {
    removeCase(item.id)
    cases[item.id] = item
    for phone in item.phones {
      index(phone.number, LineMatch(caseID: item.id, line: .known(phone.owner, stale: false)))
    }
    for number in item.aggressorPhones {
      index(number, LineMatch(caseID: item.id, line: .aggressor))
    }
  }

  package mutating func removeCase(_ id: CaseID) {
    guard let old = cases.removeValue(forKey: id) else { return }
    for number in old.phones.map(\.number) + old.aggressorPhones {
      lines[number]?.removeAll { $0.caseID == id }
      if lines[number]?.isEmpty == true { lines[number] = nil }
    }
  }

  private mutating func index(_ number: PhoneNumber, _ match: LineMatch) {
    var found = lines[number] ?? []
    guard !found.contains(where: { $0.caseID == match.caseID && $0.line == match.line }) else {
      return
    }
    found.append(match)
    found.sort { $0.caseID < $1.caseID }
    lines[number] = found
  }
}
