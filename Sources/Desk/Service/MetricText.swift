/// Writes figures as OpenMetrics 1.0 text, or in the older form of Prometheus, which is what the
/// textfile collector of the node exporter reads.
struct MetricText {
  enum Format: String, CaseIterable {
    case openMetrics = "openmetrics"
    case prometheus
  }

  private let format: Format
  private(set) var text = ""

  init(_ format: Format) { self.format = format }

  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    begin(counter: name, help)
    text += "\(name)_total \(value)\n"
  }

  mutating func counter(_ name: String, _ help: String, by label: String, _ values: [(String, Int)])
  {
    guard !values.isEmpty else { return }
    begin(counter: name, help)
    for (word, value) in values { text += "\(name)_total\(Self.label(label, word)) \(value)\n" }
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Double) {
    begin(name, "gauge", help)
    text += "\(name) \(Self.number(value))\n"
  }

  /// Writes nothing where there is no value.
  mutating func gauge(_ name: String, _ help: String, ifKnown value: Double?) {
    if let value { gauge(name, help, value) }
  }

  mutating func gauge(
    _ name: String, _ help: String, by label: String, _ values: [(String, Double)]
  ) {
    guard !values.isEmpty else { return }
    begin(name, "gauge", help)
    for (word, value) in values {
      text += "\(name)\(Self.label(label, word)) \(Self.number(value))\n"
    }
  }

  mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
    begin(name, "histogram", help)
    for (bound, count) in zip(histogram.bounds, histogram.counts) {
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
    text += "\(name)_count \(histogram.count)\n\(name)_sum \(histogram.sum)\n"
  }

  mutating func end() {
    switch format {
    case .openMetrics: text += "# EOF\n"
    case .prometheus: return
    }
  }

  /// The family of a counter bears the suffix of its sample in the older form only.
  private mutating func begin(counter name: String, _ help: String) {
    switch format {
    case .openMetrics: begin(name, "counter", help)
    case .prometheus: begin(name + "_total", "counter", help)
    }
  }

  private mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private static func label(_ name: String, _ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "{\(name)=\"\(escaped)\"}"
  }

  /// Whole numbers without a fraction.
  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }
}
