/// Connections in the order they came; added at one end and taken from the other.
struct ConnectionQueue {
  private var items: [Connection] = []
  private var start = 0

  var isEmpty: Bool { start == items.count }
  var count: Int { items.count - start }

  mutating func append(_ connection: Connection) { items.append(connection) }

  mutating func popFirst() -> Connection? {
    guard !isEmpty else { return nil }
    defer {
      start += 1
      if isEmpty {
        items.removeAll(keepingCapacity: true)
        start = 0
      } else if start > items.count / 2 {
        items.removeFirst(start)
        start = 0
      }
    }
    return items[start]
  }
}
