extension Directory {
  /// All of the directory as the store keeps it. An override and an absence have what they say for
  /// an id, as a person would name them.
  package func rows() -> [DirectoryRow] {
    entries().map { $0.row(zone: rota.zone) }
  }

  /// The row of one case as it stands; nil where there is none. To store a single `put` this is
  /// all it takes, however large the directory.
  package func row(of id: CaseID) -> DirectoryRow? {
    cases[id].map { item in
      DirectoryEntry(
        key: DirectoryEntry.Key(kind: .caseRecord, id: id.rawValue),
        position: position(of: id), element: .caseRecord(item)
      ).row(zone: rota.zone)
    }
  }

  func entries() -> [DirectoryEntry] {
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
    for (index, officer) in officers.enumerated() {
      entries.append(entry(.officer, officer.id.rawValue, index, .officer(officer)))
    }
    for item in casesInOrder {
      let position = position(of: item.id)
      entries.append(entry(.caseRecord, item.id.rawValue, position, .caseRecord(item)))
    }
    for (index, role) in rota.roles.enumerated() {
      entries.append(entry(.role, role.name, index, .role(role)))
    }
    for (index, item) in rota.overrides.enumerated() {
      let id = "\(item.role) \(item.officer) \(stretch(item.from, item.to))"
      entries.append(entry(.override, id, index, .override(item)))
    }
    for (index, absence) in absences.enumerated() {
      let id = "\(absence.officer) \(stretch(absence.from, absence.to))"
      entries.append(entry(.absence, id, index, .absence(absence)))
    }
    return entries
  }

  private func stretch(_ from: Int64, _ to: Int64) -> String {
    DirectoryDocument.time(from, rota.zone) + " " + DirectoryDocument.time(to, rota.zone)
  }

  /// What has to be stored to come from one directory to the other, and the same in ids for people.
  package static func changes(
    from old: Directory, to new: Directory
  ) -> (rows: [DirectoryRow], change: DirectoryChange) {
    var before: [DirectoryEntry.Key: DirectoryEntry] = [:]
    for entry in old.entries() { before[entry.key] = entry }
    var rows: [DirectoryRow] = []
    var change = DirectoryChange()
    for entry in new.entries() {
      let former = before.removeValue(forKey: entry.key)
      if let former, former.element == entry.element, former.position == entry.position {
        continue
      }
      rows.append(entry.row(zone: new.rota.zone))
      if former == nil {
        change.added[entry.key.kind, default: []].append(entry.key.id)
      } else if former?.element != entry.element {
        change.changed[entry.key.kind, default: []].append(entry.key.id)
      }
    }
    for entry in before.values.sorted(by: { $0.position < $1.position }) {
      rows.append(
        DirectoryRow(
          kind: entry.key.kind, id: entry.key.id, position: entry.position, body: nil))
      change.removed[entry.key.kind, default: []].append(entry.key.id)
    }
    return (rows, change)
  }
}
