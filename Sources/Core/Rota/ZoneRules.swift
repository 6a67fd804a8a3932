/// A zone's offsets from UTC as a value, made at the edge from the system's zone data, so that the
/// core needs none.
package struct ZoneRules: Hashable, Sendable {
  package struct Change: Hashable, Sendable {
    /// The first instant of the new offset, wall time in milliseconds.
    package var at: Int64
    /// Milliseconds to add to UTC from then on.
    package var offset: Int64

    package init(at: Int64, offset: Int64) {
      self.at = at
      self.offset = offset
    }
  }

  package var name: String
  /// Milliseconds to add to UTC before the first change.
  package var firstOffset: Int64
  /// In order of time.
  package var changes: [Change]

  package init(name: String, firstOffset: Int64, changes: [Change] = []) {
    self.name = name
    self.firstOffset = firstOffset
    self.changes = changes
  }

  package static let utc = ZoneRules(name: "UTC", firstOffset: 0)
}
