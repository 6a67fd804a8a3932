/// What is due for erasure: rows that still hold what people said, whose time is over, and of
/// which no case is on hold.
package struct Erasable: Hashable, Sendable {
  /// How many rows are found at once, so that one asking stays bounded; asked again, the rest.
  package static let rowsMax = 100_000

  package static let heldMax = 500

  package var alerts: [AlertID] = []
  package var erasures: [Erasure] = []
  /// How many of the rows are of those alerts.
  package var alertRows = 0
  /// Alerts that are due by their age but belong to a case on hold.
  package var held: [AlertID] = []
  /// How many those are; at most ``heldMax`` are named.
  package var heldCount = 0
  /// More is due than was found at once.
  package var isMore = false

  package init() {}

  package func rows(in table: Erasure.Table) -> Int {
    erasures.filter { $0.table == table }.map(\.rows.count).reduce(0, +)
  }
}
