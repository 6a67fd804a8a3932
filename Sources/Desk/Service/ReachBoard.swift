import AmparoCore

/// Which open alerts reach nobody. Each of their parts may be well, as when every terminal is
/// closed for the night; somebody has to hear of it all the same.
struct ReachBoard {
  /// From the first round that reached nobody on: a terminal or a modem that comes back by itself
  /// has come back by then.
  static let patience = TimeSpan.minutes(1)

  /// On the line's clock, of each that has reached nobody since.
  private var since: [AlertID: Int64] = [:]
  /// Those of them whose time is up.
  private var lost: Set<AlertID> = []
  /// One of the lost, to be told.
  private(set) var example: AlertID?

  var count: Int { lost.count }

  /// A whole round of that alert has reached nobody; says whether it is lost from now on.
  mutating func miss(_ id: AlertID, at line: Int64) -> Bool {
    let first = since[id, default: line]
    since[id] = first
    guard line - first >= Self.patience.milliseconds, lost.insert(id).inserted else { return false }
    example = example ?? id
    return true
  }

  /// Somebody was reached, or is not looked for any more; says whether it was lost until now.
  mutating func reach(_ id: AlertID) -> Bool {
    guard since.removeValue(forKey: id) != nil, lost.remove(id) != nil else { return false }
    if example == id { example = lost.first }
    return true
  }
}
