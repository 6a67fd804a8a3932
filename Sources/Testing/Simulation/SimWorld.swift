import AmparoCore
import AmparoDesk

/// The time, the dice and the agenda of one simulated station, and what has gone wrong in it.
final class SimWorld {
  var dice: SimDice
  let plan: SimPlan
  let plant: SimPlant?
  let unit: SimUnit
  let store: any SimStore
  /// Milliseconds since the simulation began, as no clock shows them.
  private(set) var time: Int64 = 0
  /// How far the wall clock was stepped.
  private(set) var wallOffset: Int64 = 0
  /// No more faults: what is open must come to an end.
  var isHealing = false
  private(set) var failure: String?
  private var agenda = SimAgenda()
  private let isTraced: Bool
  private(set) var trace: [String] = []

  init(
    _ dice: SimDice, plan: SimPlan, unit: SimUnit, store: any SimStore, plant: SimPlant?,
    isTraced: Bool
  ) {
    self.dice = dice
    self.plan = plan
    self.unit = unit
    self.store = store
    self.plant = plant
    self.isTraced = isTraced
  }

  var wall: Int64 { SimUnit.start + time + wallOffset }

  func stepWallClock(by step: Int64) {
    wallOffset += step
    note("the wall clock is stepped by \(step) ms")
  }

  func after(_ milliseconds: Int64, _ action: @escaping () -> Void) {
    agenda.add(at: time + max(0, milliseconds), action)
  }

  /// Lets happen what is due until then, or until something is found wrong.
  func run(until end: Int64, watching check: () -> Void) {
    while failure == nil, let next = agenda.next(until: end) {
      time = next.at
      check()
      next.action()
    }
    if failure == nil { time = end }
  }

  /// Something happened: kept for a person to read.
  func note(_ text: @autoclosure () -> String) {
    if isTraced { trace.append("\(Self.clock(time)) \(text())") }
  }

  /// An invariant does not hold; the first to be found counts.
  func fail(_ text: @autoclosure () -> String) {
    guard failure == nil else { return }
    let message = text()
    failure = "\(Self.clock(time)) \(message)"
    note("WRONG: \(message)")
  }

  /// `2d 03:04:05.678`.
  static func clock(_ time: Int64) -> String {
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let thousandths = String(1000 + time % 1000).dropFirst()
    let seconds = time / 1000
    return "\(seconds / 86_400)d \(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):"
      + "\(two(seconds % 60)).\(thousandths)"
  }
}
