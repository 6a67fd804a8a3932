/// One part of the directory document as the store keeps it, under its kind and id; a nil body
/// deletes it.
package struct DirectoryRow: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case unit, officer
    case caseRecord = "case"
    case role, override, absence
  }

  package var kind: Kind
  /// Unique within the kind.
  package var id: String
  /// Its place in the document, so that an export comes back in the order it was written.
  package var position: Int
  /// The element of the document, as compact JSON.
  package var body: [UInt8]?

  package init(kind: Kind, id: String, position: Int, body: [UInt8]?) {
    self.kind = kind
    self.id = id
    self.position = position
    self.body = body
  }
}
