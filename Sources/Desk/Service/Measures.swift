/// What the server knows and the desk does not: how much waits where, and how far the chain has
/// come.
package struct Measures: Sendable {
  package var connections = 0
  /// Work that waits, by the name of what it waits for.
  package var queues: [(name: String, waiting: Int)] = []
  /// Rows of the chain.
  package var chainRows: Int64 = 0

  package init() {}
}
