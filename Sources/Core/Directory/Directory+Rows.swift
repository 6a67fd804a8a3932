extension Directory {
  /// All of the directory as the store keeps it. An override and an absence have what they say for
  /// an id, as a person would name them.
  package func rows() -> [DirectoryRow] {
    (entriesBesideCases() + casesInOrder.map { entry(of: $0) }).map { $0.row(zone: rota.zone) }
  }

  /// The row of one case as it stands; nil where there is none. To store a single `put` this is
  /// all it takes, however large the directory.
  package func row(of id: CaseID) -> DirectoryRow? {
    cases[id].map { entry(of: $0).row(zone: rota.zone) }
  }

  private func entry(of item: Case) -> DirectoryEntry {
    let place = place(item.id)
    return DirectoryEntry(
      key: DirectoryEntry.Key(kind: .caseRecord, id: item.id.rawValue),
      position: place?.position ?? 0, since: place?.since, element: .caseRecord(item))
  }

  private func entriesBesideCases(
    _ kinds: Set<DirectoryRow.Kind> = Set(DirectoryRow.Kind.allCases)
  ) -> [DirectoryEntry] {
    var names: Set<DirectoryEntry.Key> = []
    func entry(
      _ kind: DirectoryRow.Kind, _ id: String, _ position: Int, _ element: DirectoryEntry.Element
    ) -> DirectoryEntry {
      var key = DirectoryEntry.Key(kind: kind, id: id)
      var copy = 2
      while !names.insert(key).inserted {
        key.id = "\(id) #\(copy)"
        copy += 1
      }
      return DirectoryEntry(key: key, position: position, element: element)
    }
    var entries = [entry(.unit, DirectoryEntry.unitID, 0, .unit(unit))]
    for (index, officer) in officers.enumerated() where kinds.contains(.officer) {
      entries.append(entry(.officer, officer.id.rawValue, index, .officer(officer)))
    }
    for (index, role) in rota.roles.enumerated() where kinds.contains(.role) {
      entries.append(entry(.role, role.name, index, .role(role)))
    }
    for (index, item) in rota.overrides.enumerated() where kinds.contains(.override) {
      let id = "\(item.role) \(item.officer) \(stretch(item.from, item.to))"
      entries.append(entry(.override, id, index, .override(item)))
    }
    for (index, absence) in absences.enumerated() where kinds.contains(.absence) {
      let id = "\(absence.officer) \(stretch(absence.from, absence.to))"
      entries.append(entry(.absence, id, index, .absence(absence)))
    }
    return entries
  }

  private func stretch(_ from: Int64, _ to: Int64) -> String {
    DirectoryDocument.time(from, rota.zone) + " " + DirectoryDocument.time(to, rota.zone)
  }

  /// What has to be stored to come from one directory to the other, and the same in ids for people;
  /// only parts of these kinds are compared.
  package static func changes(
    from old: Directory, to new: Directory,
    in kinds: Set<DirectoryRow.Kind> = Set(DirectoryRow.Kind.allCases)
  ) -> (rows: [DirectoryRow], change: DirectoryChange) {
    var rows: [DirectoryRow] = []
    var change = DirectoryChange()
    var before: [DirectoryEntry.Key: DirectoryEntry] = [:]
    for entry in old.entriesBesideCases(kinds) { before[entry.key] = entry }
    for entry in new.entriesBesideCases(kinds) {
      let former = before.removeValue(forKey: entry.key)
      if let former, former.element == entry.element, former.position == entry.position {
        continue
      }
      rows.append(entry.row(zone: new.rota.zone))
      change.note(entry.key, isNew: former == nil, isOther: former?.element != entry.element)
    }
    for entry in before.values.sorted(by: { $0.position < $1.position }) {
      rows.append(entry.deletion)
      change.removed[entry.key.kind, default: []].append(entry.key.id)
    }
    if kinds.contains(.caseRecord) { changedCases(from: old, to: new, &rows, &change) }
    return (rows, change)
  }

  private static func changedCases(
    from old: Directory, to new: Directory, _ rows: inout [DirectoryRow],
    _ change: inout DirectoryChange
  ) {
    var different: [DirectoryEntry] = []
    for item in new.cases.values
    where old.cases[item.id] != item || old.place(item.id) != new.place(item.id) {
      different.append(new.entry(of: item))
    }
    for entry in different.sorted(by: { $0.position < $1.position }) {
      let former = old.cases[CaseID(entry.key.id)]
      rows.append(entry.row(zone: new.rota.zone))
      let isOther = former.map { .caseRecord($0) != entry.element } ?? true
      change.note(entry.key, isNew: former == nil, isOther: isOther)
    }
    let gone = old.cases.values.filter { new.cases[$0.id] == nil }.map { old.entry(of: $0) }
    for entry in gone.sorted(by: { $0.position < $1.position }) {
      rows.append(entry.deletion)
      change.removed[.caseRecord, default: []].append(entry.key.id)
    }
  }
}
