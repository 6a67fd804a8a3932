import AmparoTesting

/// What one seed came to, as a job tells it at the end of all else that the seed has to say.
struct SimFigures {
  var hasFailed = true
  var milliseconds: Int64 = 0
  var turns: Int64 = 0
  var lives: Int64 = 0
  var alerts: Int64 = 0

  init() {}

  init(_ outcome: Simulation.Outcome) {
    hasFailed = outcome.failure != nil
    milliseconds = outcome.simulatedMilliseconds
    turns = Int64(outcome.turns)
    lives = Int64(outcome.lives)
    alerts = Int64(outcome.alerts)
  }

  /// Begins as nothing else does that a seed says.
  private static let mark = "\u{1}figures "

  var line: String {
    "\(Self.mark)\(hasFailed ? 1 : 0) \(milliseconds) \(turns) \(lives) \(alerts)"
  }

  /// Reads such a line; nil for any other.
  init?(line: String) {
    guard line.hasPrefix(Self.mark) else { return nil }
    let numbers = line.dropFirst(Self.mark.count).split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 5 else { return nil }
    hasFailed = numbers[0] != 0
    milliseconds = numbers[1]
    turns = numbers[2]
    lives = numbers[3]
    alerts = numbers[4]
  }
}
