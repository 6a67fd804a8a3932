/// One part of the directory document as the store keeps it, under its kind and id; a nil body
/// deletes it.
package struct DirectoryRow: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case unit, officer
    case caseRecord = "case"
    case role, override, absence
    /// A legal hold on a case; kept beside the document and untouched by it.
    case hold
  }

  package var kind: Kind
  /// Unique within the kind.
  package var id: String
  /// Its place in the document, so that an export comes back in the order it was written.
  package var position: Int
  /// Wall time in milliseconds at which the unit took a case on; nil for all else.
  package var since: Int64?
  /// The element of the document, as compact JSON.
  package var body: [UInt8]?

  package init(kind: Kind, id: String, position: Int, since: Int64? = nil, body: [UInt8]?) {
    self.kind = kind
    self.id = id
    self.position = position
    self.since = since
    self.body = body
  }
}
