/// Times of one kind, in nanoseconds.
struct Samples {
  private var values: [Int64] = []

  var count: Int { values.count }

  mutating func add(_ nanoseconds: Int64) { values.append(nanoseconds) }

  mutating func add(_ others: Samples) { values += others.values }

  /// The value that this share of all lies at or below, in microseconds.
  func microseconds(at share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let index = min(sorted.count - 1, Int(Double(sorted.count) * share))
    return Double(sorted[index]) / 1000
  }
}
