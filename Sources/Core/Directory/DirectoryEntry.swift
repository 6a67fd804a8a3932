/// One part of a directory under the kind, id and place it is stored with.
struct DirectoryEntry: Sendable {
  enum Element: Hashable, Sendable {
    case unit(Unit)
    case officer(Officer)
    case caseRecord(Case)
    case role(RotaRole)
    case override(RotaOverride)
    case absence(Absence)
  }

  struct Key: Hashable, Sendable {
    var kind: DirectoryRow.Kind
    var id: String
  }

  /// The id of the one unit there is, whatever its own id.
  static let unitID = "unit"

  var key: Key
  var position: Int
  var since: Int64?
  var element: Element

  func row(zone: ZoneRules) -> DirectoryRow {
    DirectoryRow(
      kind: key.kind, id: key.id, position: position, since: since,
      body: JSONWriter.encode(document(zone)))
  }

  /// The row that takes it away.
  var deletion: DirectoryRow {
    DirectoryRow(kind: key.kind, id: key.id, position: position, body: nil)
  }

  private func document(_ zone: ZoneRules) -> JSONValue {
    switch element {
    case .unit(let unit): DirectoryDocument.encode(unit)
    case .officer(let officer): DirectoryDocument.encode(officer)
    case .caseRecord(let item): DirectoryDocument.encode(item)
    case .role(let role): DirectoryDocument.encode(role)
    case .override(let item): DirectoryDocument.encode(item, zone)
    case .absence(let absence): DirectoryDocument.encode(absence, zone)
    }
  }
}
