/// Connections to be written to, each once, in the order they were first named.
struct FlushList {
  private var order: [UInt64] = []
  private var taken = 0
  private var members: Set<UInt64> = []

  var isEmpty: Bool { order.isEmpty }

  mutating func insert(_ id: UInt64) {
    if members.insert(id).inserted { order.append(id) }
  }

  /// Takes out the first.
  mutating func popFirst() -> UInt64? {
    guard taken < order.count else { return nil }
    let id = order[taken]
    taken += 1
    members.remove(id)
    if taken == order.count {
      order.removeAll(keepingCapacity: true)
      taken = 0
    }
    return id
  }
}
