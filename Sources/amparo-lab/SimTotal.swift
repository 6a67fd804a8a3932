/// What all seeds of a run came to.
struct SimTotal {
  private var seeds = 0
  private(set) var failures = 0
  private var milliseconds: Int64 = 0
  private var turns: Int64 = 0
  private var lives: Int64 = 0
  private var alerts: Int64 = 0

  mutating func add(_ figures: SimFigures) {
    seeds += 1
    failures += figures.hasFailed ? 1 : 0
    milliseconds += figures.milliseconds
    turns += figures.turns
    lives += figures.lives
    alerts += figures.alerts
  }

  var text: String {
    let years = Double(milliseconds) / (365.25 * 86_400_000)
    return "\(seeds) seeds, \(failures) failed; \((years * 10).rounded() / 10) simulated years, "
      + "\(turns) turns, \(lives) lives, \(alerts) alerts"
  }
}
