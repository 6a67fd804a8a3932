/// What waits, in the order it came: added at one end and taken from the other. It keeps no more
/// than twice what waits, whether or not it is ever empty.
struct FrontQueue<Item> {
  private var items: [Item] = []
  private var start = 0

  var isEmpty: Bool { start == items.count }
  var count: Int { items.count - start }

  mutating func append(_ item: Item) { items.append(item) }

  mutating func popFirst() -> Item? {
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
