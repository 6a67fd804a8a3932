/// The deadlines of all open alerts, soonest first. An entry whose alert has moved on is stale and
/// is dropped when it comes to the top, so nothing is ever cancelled.
package struct DeadlineHeap: Sendable {
  private struct Entry {
    var at: Int64
    var alert: AlertID
  }

  private var entries: [Entry] = []

  package init() {}

  package mutating func insert(_ alert: AlertID, at: Int64) {
    entries.append(Entry(at: at, alert: alert))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].at < entries[parent].at else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// The soonest deadline that is still its alert's own, by `current`.
  package mutating func next(current: (AlertID) -> Int64?) -> (alert: AlertID, at: Int64)? {
    while let top = entries.first {
      if current(top.alert) == top.at { return (top.alert, top.at) }
      removeFirst()
    }
    return nil
  }

  private mutating func removeFirst() {
    let last = entries.removeLast()
    guard !entries.isEmpty else { return }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in (2 * parent + 1)...(2 * parent + 2)
      where child < entries.count && entries[child].at < entries[least].at {
        least = child
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
