/// Faults in the order they were found, up to a bound: a document that is wrong all over is told
/// its first faults and how many more there are.
struct FaultList: Sendable {
  /// As many as a person reads before correcting some; it keeps a reply far under the line limit.
  static let countMax = 100

  private var kept: [Fault] = []
  private var more = 0

  var isEmpty: Bool { kept.isEmpty }
  var isFull: Bool { kept.count >= Self.countMax }

  /// Nil where the list is full already: it is counted then, and need not have been put in words.
  mutating func add(_ fault: Fault?) {
    if let fault, !isFull { kept.append(fault) } else { more += 1 }
  }

  mutating func add(all others: FaultList) {
    for fault in others.kept { add(fault) }
    more += others.more
  }

  /// All that were kept, and one without a path for the rest.
  var faults: [Fault] {
    more == 0 ? kept : kept + [Fault(path: "", message: "and \(more) more")]
  }
}
