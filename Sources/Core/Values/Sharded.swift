/// A dictionary in many small parts. A change of a value that somebody else still holds a copy of
/// copies the one part it touches, never the whole: a directory of a million cases is changed on
/// the line in microseconds while a list of it is being made beside the line.
package struct Sharded<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Parts of some 250 entries with a million in all: copying one costs about as much as copying
  /// the list of parts.
  private static var parts: Int { 4096 }

  private var shards: [[Key: Value]]
  package private(set) var count = 0

  package init() { shards = Array(repeating: [:], count: Self.parts) }

  package var isEmpty: Bool { count == 0 }

  package subscript(key: Key) -> Value? {
    get { shards[Self.part(of: key)][key] }
    set {
      let part = Self.part(of: key)
      let before = shards[part].count
      shards[part][key] = newValue
      count += shards[part].count - before
    }
  }

  package subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
    get { self[key] ?? value() }
    _modify {
      let part = Self.part(of: key)
      let before = shards[part].count
      yield &shards[part][key, default: value()]
      count += shards[part].count - before
    }
  }

  /// In no order.
  package var keys: some Sequence<Key> { shards.lazy.flatMap(\.keys) }
  package var values: some Sequence<Value> { shards.lazy.flatMap(\.values) }

  private static func part(of key: Key) -> Int { key.hashValue & (parts - 1) }
}
