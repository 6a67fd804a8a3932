/// Connections to be written to, each once, in the order they were first named.
struct FlushList {
  private var order = FrontQueue<UInt64>()
  private var members: Set<UInt64> = []

  var isEmpty: Bool { order.isEmpty }

  mutating func insert(_ id: UInt64) {
    if members.insert(id).inserted { order.append(id) }
  }

  /// Takes out the first.
  mutating func popFirst() -> UInt64? {
    guard let id = order.popFirst() else { return nil }
    members.remove(id)
    return id
  }
}
