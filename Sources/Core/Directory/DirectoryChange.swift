/// What a change of the directory came to, by kind, as ids in the document's order.
package struct DirectoryChange: Hashable, Sendable {
  /// How many ids of one kind are told; a line has room for them.
  package static let idsMax = 100

  /// The ledger's names of the changes that people make to the directory.
  package static let kinds = [
    "directory_applied", "cases_imported", "case_put", "case_edited", "officer_put",
    "absence_added", "absence_removed", "rota_overridden", "shifts_swapped",
  ]

  package var added: [DirectoryRow.Kind: [String]] = [:]
  package var changed: [DirectoryRow.Kind: [String]] = [:]
  package var removed: [DirectoryRow.Kind: [String]] = [:]

  package init() {}

  /// Counts a part that was written; one that only moved to another place is none.
  mutating func note(_ key: DirectoryEntry.Key, isNew: Bool, isOther: Bool) {
    if isNew {
      added[key.kind, default: []].append(key.id)
    } else if isOther {
      changed[key.kind, default: []].append(key.id)
    }
  }

  /// How many parts differ.
  package var count: Int {
    [added, changed, removed].flatMap(\.values).map(\.count).reduce(0, +)
  }

  /// `{"added": {"case": ["VG-0040"]}, "changed": {}, "removed": {}, "count": 1}`; of each kind the
  /// first ids only.
  package var json: JSONValue {
    [
      "added": Self.json(added), "changed": Self.json(changed), "removed": Self.json(removed),
      "count": .int(Int64(count)),
    ]
  }

  private static func json(_ ids: [DirectoryRow.Kind: [String]]) -> JSONValue {
    .object(
      DirectoryRow.Kind.allCases.compactMap { kind in
        ids[kind].map { ids in
          JSONMember(kind.rawValue, .array(ids.prefix(idsMax).map { .string($0) }))
        }
      })
  }
}
