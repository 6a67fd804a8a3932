/// What `amparo-agi` was started with: a subcommand and its options.
///
/// A mistake in them must not cost a caller her alert: it is told, and what stands is used.
package struct AGIOptions: Hashable, Sendable {
  package enum Subcommand: String, Sendable, CaseIterable {
    case urgent, next, hangup, watch, page, outcome, deliver
  }

  package var subcommand: Subcommand?
  package var socket = "/run/amparo/amparo.sock"
  package var spool = "/var/spool/amparo"
  package var fallback = "/etc/amparo/fallback"
  /// What the names of sound files begin with, below Asterisk's sounds.
  package var sounds = "amparo"
  /// How Dial reaches a leg, `{leg}` being its number.
  package var leg = "Local/{leg}@amparo-leg/n"
  /// How long `next` and `watch` wait for another step, in seconds.
  package var wait: Int64 = 20
  package var isSilent = false
  package var isDrill = false
  /// How long `deliver` tries again, in seconds.
  package var keepTrying: Int64 = 0
  /// What was wrong with them, in sentences.
  package var faults: [String] = []

  /// The daemon ends a long poll after a minute.
  static let waitBounds: ClosedRange<Int64> = 1...60
  /// A day: longer is a timer's work.
  static let keepTryingBounds: ClosedRange<Int64> = 0...86_400

  /// Reads the program's arguments, its own name left out.
  package init(_ arguments: [String]) {
    var rest = arguments[...]
    subcommand = rest.popFirst().flatMap(Subcommand.init)
    if subcommand == nil {
      let words = Subcommand.allCases.map(\.rawValue).joined(separator: ", ")
      faults.append("the first argument is none of: \(words)")
    }
    while let name = rest.popFirst() {
      switch name {
      case "--silent": isSilent = true
      case "--drill": isDrill = true
      case "": continue
      case _:
        guard let value = rest.first, !value.hasPrefix("--") else {
          faults.append("\(Self.shown(name)) is no option, or its value is missing")
          continue
        }
        if set(name, value) { rest.removeFirst() }
      }
    }
  }

  /// False for an option there is not, whose value is then looked at by itself.
  private mutating func set(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--socket": socket = value
    case "--spool": spool = value
    case "--fallback": fallback = value
    case "--sounds": sounds = value
    case "--leg":
      if value.contains("{leg}") { leg = value } else { faults.append("--leg must hold {leg}") }
    case "--wait": wait = seconds(name, value, Self.waitBounds) ?? wait
    case "--keep-trying": keepTrying = seconds(name, value, Self.keepTryingBounds) ?? keepTrying
    case _:
      faults.append("\(Self.shown(name)) is no option")
      return false
    }
    return true
  }

  private mutating func seconds(
    _ name: String, _ text: String, _ bounds: ClosedRange<Int64>
  ) -> Int64? {
    if let value = Int64(text), bounds.contains(value) { return value }
    faults.append(
      "\(name) takes whole seconds from \(bounds.lowerBound) to \(bounds.upperBound)")
    return nil
  }

  /// An argument may be a caller's text that a dialplan passed by mistake: only what looks like an
  /// option is repeated.
  private static func shown(_ name: String) -> String {
    let isOption =
      name.hasPrefix("--") && name.utf8.count <= 20
      && name.utf8.dropFirst(2).allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
    return isOption ? name : "an argument"
  }
}
