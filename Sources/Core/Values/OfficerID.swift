/// Who can be paged: an officer of the directory (`o1`), or a contact of the configuration
/// (`contact:control_room`), which counts as an officer wherever one is named.
package struct OfficerID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: String
  package init(_ rawValue: String) { self.rawValue = rawValue }

  private static let contactPrefix = "contact:"

  package static func contact(_ name: String) -> OfficerID { OfficerID(contactPrefix + name) }

  /// The contact's name, nil for an officer of the unit.
  package var contactName: String? {
    rawValue.hasPrefix(Self.contactPrefix)
      ? String(rawValue.dropFirst(Self.contactPrefix.count)) : nil
  }

  package var description: String { rawValue }
  package static func < (a: OfficerID, b: OfficerID) -> Bool { a.rawValue < b.rawValue }
}
