/// Writes the text format of OpenMetrics 1.0.
struct OpenMetrics {
  private(set) var text = ""

  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    begin(name, "counter", help)
    text += "\(name)_total \(value)\n"
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    begin(name, "gauge", help)
    text += "\(name) \(value)\n"
  }

  mutating func gauge(_ name: String, _ help: String, by label: String, _ values: [(String, Int)]) {
    begin(name, "gauge", help)
    for (word, value) in values { text += "\(name){\(label)=\"\(word)\"} \(value)\n" }
  }

  mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
    begin(name, "histogram", help)
    for (bound, count) in zip(histogram.bounds, histogram.counts) {
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
    text += "\(name)_count \(histogram.count)\n\(name)_sum \(histogram.sum)\n"
  }

  mutating func end() { text += "# EOF\n" }

  private mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# TYPE \(name) \(type)\n# HELP \(name) \(help)\n"
  }
}
