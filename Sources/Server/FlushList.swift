/// Connections to be written to, each once, in the order they were first named.
struct FlushList: Sequence {
  private var order: [UInt64] = []
  private var members: Set<UInt64> = []

  mutating func insert(_ id: UInt64) {
    if members.insert(id).inserted { order.append(id) }
  }

  mutating func removeAll() {
    order.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
  }

  func makeIterator() -> IndexingIterator<[UInt64]> { order.makeIterator() }
}
