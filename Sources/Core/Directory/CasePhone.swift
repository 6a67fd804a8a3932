/// A number that rings in for a case. One whose end has passed still matches, marked stale.
package struct CasePhone: Hashable, Sendable {
  package enum Owner: String, Sendable, CaseIterable {
    case victim, child, relative, work, shelter, school
  }

  package var number: PhoneNumber
  /// The spelling in the document.
  package var written: String
  package var owner: Owner
  /// The last day on which the number was hers, as `2026-09-01`; nil while it is.
  package var until: String?

  package init(
    number: PhoneNumber, written: String, owner: Owner = .victim, until: String? = nil
  ) {
    self.number = number
    self.written = written
    self.owner = owner
    self.until = until
  }
}
