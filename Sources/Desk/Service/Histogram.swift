/// Counts of observations up to each bound, as OpenMetrics has them.
struct Histogram {
  let bounds: [Double]
  private(set) var counts: [Int]
  private(set) var count = 0
  private(set) var sum = 0.0

  /// The bounds rise; in seconds.
  init(bounds: [Double]) {
    self.bounds = bounds
    self.counts = bounds.map { _ in 0 }
  }

  mutating func observe(_ value: Double) {
    count += 1
    sum += value
    for index in bounds.indices where value <= bounds[index] { counts[index] += 1 }
  }
}
