/// The line a value of a document stands on, with those of what it holds, in the same order.
package struct JSONPlace: Sendable {
  /// Counted from 1; of a member, the line of its name.
  package var line: Int
  package var children: [JSONPlace] = []

  init(line: Int) { self.line = line }
}
