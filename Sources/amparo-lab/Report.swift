import AmparoCore
import AmparoHost
import Glibc

/// The figures of one run, as a table for people and as JSON for programs.
struct Report {
  private struct Figure {
    var name: String
    var value: Double
    var unit: String
    /// In the run's measure.
    var ratio: Double?
  }

  /// What ratios are of.
  private let measure: String
  private var figures: [Figure] = []

  init(measure: String) { self.measure = measure }

  mutating func add(_ name: String, _ value: Double, _ unit: String, over measure: Double? = nil) {
    figures.append(
      Figure(name: name, value: value, unit: unit, ratio: measure.map { value / $0 }))
  }

  var table: String {
    let width = figures.map(\.name.count).max() ?? 0
    return figures.map { figure in
      let name = figure.name + String(repeating: " ", count: width - figure.name.count)
      let ratio = figure.ratio.map { "  \(Self.rounded($0)) \(measure)" } ?? ""
      return "\(name)  \(Self.rounded(figure.value)) \(figure.unit)\(ratio)"
    }.joined(separator: "\n")
  }

  private static func rounded(_ value: Double) -> String {
    value >= 100 ? "\(Int(value.rounded()))" : "\((value * 100).rounded() / 100)"
  }

  func write(to file: String) throws {
    let json = JSONValue.array(
      figures.map { figure in
        var members = [
          JSONMember("name", .string(figure.name)), JSONMember("value", .double(figure.value)),
          JSONMember("unit", .string(figure.unit)),
        ]
        if let ratio = figure.ratio { members.append(JSONMember("ratio", .double(ratio))) }
        return .object(members)
      })
    let descriptor = Descriptor(open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644))
    try Files.write(JSONWriter.encode(json) + [UInt8(ascii: "\n")], to: descriptor)
  }
}
