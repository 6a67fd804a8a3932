import AmparoCore

/// Whom to ring now and for how long, from the daemon's reply.
struct RingPlan: Hashable {
  /// One officer's telephone.
  struct Leg: Hashable {
    var number: String
    var officer: String
    /// The page it answers for; nil for the responder of an alert that is held already.
    var page: Int64?
  }

  var legs: [Leg] = []
  /// Whole seconds.
  var seconds: Int64 = 1
  var state: AlertState?
  var step: Int64 = 0
  var round: Int64 = 0

  /// Telephones rung at once: more than any unit has officers on one step, and a Dial line that
  /// Asterisk reads whole.
  static let legsMax = 32

  /// How long one Dial may last, in seconds. It ends with the step, rounded down so that the next
  /// officers are rung the moment it begins; a long step is looked at again each minute.
  static let secondsBounds: ClosedRange<Int64> = 1...60

  init(_ reply: JSONValue) {
    state = reply["state"]?.string.flatMap(AlertState.init)
    step = reply["step"]?.int ?? 0
    round = reply["round"]?.int ?? 0
    let left = reply["ring_for"]?.string.flatMap { TimeSpan($0) }?.milliseconds ?? 0
    seconds = min(max(left / 1000, Self.secondsBounds.lowerBound), Self.secondsBounds.upperBound)
    for entry in reply["ring"]?.array ?? [] where legs.count < Self.legsMax {
      // What is no number must not reach Dial, where `&`, `,` and `/` mean something.
      guard let number = entry["number"]?.string, ChannelText.isDialable(number),
        let officer = entry["officer"]?.string
      else { continue }
      legs.append(Leg(number: number, officer: officer, page: entry["page"]?.int))
    }
  }

  /// Whether it rings for a page that is none of these: a person may choose another officer within
  /// a step.
  func rings(beside pages: [Int64]) -> Bool {
    legs.contains { leg in leg.page.map { !pages.contains($0) } ?? false }
  }

  /// The variables the dialplan rings by, in the order in which they are set. Those that a leg
  /// needs are inherited by the channels that Dial makes (two underscores).
  func variables(leg template: String) -> [(name: String, value: String)] {
    var variables: [(String, String)] = [
      ("AMPARO_STATE", state?.rawValue ?? ""), ("__AMPARO_STEP", "\(step)"),
      ("__AMPARO_ROUND", "\(round)"), ("AMPARO_LEGS", "\(legs.count)"),
    ]
    for (index, leg) in legs.enumerated() {
      variables += [
        ("__AMPARO_RING_\(index + 1)", leg.number),
        ("__AMPARO_PAGE_\(index + 1)", leg.page.map(String.init) ?? ""),
        ("__AMPARO_OFFICER_\(index + 1)", ChannelText.encoded(leg.officer)),
      ]
    }
    let dial = (1...max(1, legs.count)).prefix(legs.count)
      .map { Self.leg($0, template) }.joined(separator: "&")
    return variables + [
      ("AMPARO_RING", legs.map(\.number).joined(separator: "&")), ("AMPARO_DIAL", dial),
      ("AMPARO_RING_FOR", "\(seconds)"),
    ]
  }

  /// How a leg is dialled.
  static func leg(_ number: Int, _ template: String) -> String {
    template.split(separator: "{leg}", omittingEmptySubsequences: false)
      .joined(separator: "\(number)")
  }
}
