import AmparoCore
import AmparoHost
import Glibc

/// The figures of one run, as a table for people and as JSON for programs.
struct Report {
  /// What a figure is to come to: its ratio where it has one, else its value.
  enum Aim {
    case atMost(Double)
    case atLeast(Double)

    func isReached(by value: Double) -> Bool {
      switch self {
      case .atMost(let limit): value <= limit
      case .atLeast(let limit): value >= limit
      }
    }

    var text: String {
      switch self {
      case .atMost(let limit): "at most \(rounded(limit))"
      case .atLeast(let limit): "at least \(rounded(limit))"
      }
    }
  }

  private struct Figure {
    var name: String
    var value: Double
    var unit: String
    /// Of another figure of the run, and its name.
    var ratio: Double?
    var measure: String
    var aim: Aim?

    var isReached: Bool? { aim.map { $0.isReached(by: ratio ?? value) } }
  }

  private var figures: [Figure] = []

  mutating func add(
    _ name: String, _ value: Double, _ unit: String, over other: Double? = nil,
    of measure: String = "raw commits", _ aim: Aim? = nil
  ) {
    figures.append(
      Figure(
        name: name, value: value, unit: unit, ratio: other.map { value / $0 }, measure: measure,
        aim: aim))
  }

  var table: String {
    let width = figures.map(\.name.count).max() ?? 0
    return figures.map { figure in
      let name = figure.name + String(repeating: " ", count: width - figure.name.count)
      let ratio = figure.ratio.map { "  \(rounded($0)) \(figure.measure)" } ?? ""
      let aim = figure.aim.map { "  (\($0.text)\(figure.isReached == true ? "" : ": MISSED"))" }
      return "\(name)  \(rounded(figure.value)) \(figure.unit)\(ratio)\(aim ?? "")"
    }.joined(separator: "\n")
  }

  func write(to file: String) throws {
    let descriptor = Descriptor(open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644))
    let json = JSONValue.array(figures.map(Self.json))
    try Files.write(JSONWriter.encode(json) + [UInt8(ascii: "\n")], to: descriptor)
  }

  private static func json(_ figure: Figure) -> JSONValue {
    var members = [
      JSONMember("name", .string(figure.name)), JSONMember("value", .double(figure.value)),
      JSONMember("unit", .string(figure.unit)),
    ]
    if let ratio = figure.ratio {
      members.append(JSONMember("ratio", .double(ratio)))
      members.append(JSONMember("of", .string(figure.measure)))
    }
    if let aim = figure.aim { members.append(JSONMember("aim", .string(aim.text))) }
    if let isReached = figure.isReached { members.append(JSONMember("reached", .bool(isReached))) }
    return .object(members)
  }
}

private func rounded(_ value: Double) -> String {
  value >= 100 ? "\(Int(value.rounded()))" : "\((value * 100).rounded() / 100)"
}
