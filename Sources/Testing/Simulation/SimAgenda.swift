/// What is still to happen, soonest first, and in the order it was planned where times are equal.
struct SimAgenda {
  private struct Item {
    var at: Int64
    var order: Int
    var action: () -> Void

    func comes(before other: Item) -> Bool { (at, order) < (other.at, other.order) }
  }

  private var items: [Item] = []
  private var planned = 0

  mutating func add(at: Int64, _ action: @escaping () -> Void) {
    planned += 1
    items.append(Item(at: at, order: planned, action: action))
    var child = items.count - 1
    while child > 0, items[child].comes(before: items[(child - 1) / 2]) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the next one out; nil where nothing more happens until then.
  mutating func next(until end: Int64) -> (at: Int64, action: () -> Void)? {
    guard let first = items.first, first.at <= end else { return nil }
    let last = items.removeLast()
    if !items.isEmpty {
      items[0] = last
      sift()
    }
    return (first.at, first.action)
  }

  private mutating func sift() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child].comes(before: items[least]) {
        least = child
      }
      guard least != parent else { return }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
