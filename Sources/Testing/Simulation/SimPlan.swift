import AmparoCore
import AmparoStore

/// What one seed has in store. Not only the choices are drawn but how likely each is, and which
/// faults there are at all, so that every mixture comes up.
struct SimPlan {
  /// How long faults last, in milliseconds; healing comes after.
  let duration: Int64
  /// Mean times between happenings, in milliseconds; nil where the seed has none of them.
  let callEvery: Int64
  let crashEvery: Int64?
  let diskFaultEvery: Int64?
  let diskFaultLength: Int64
  let clockStepEvery: Int64?
  let clockStepMax: Int64
  let stallEvery: Int64?
  let editEvery: Int64?
  let reloadEvery: Int64?
  let terminalBreakEvery: Int64?
  let workerBreakEvery: Int64?
  /// A crash at each joint of a turn, per turn.
  let crashInTurn: Double
  let downMax: Int64
  /// Whether a restart stops cleanly first.
  let cleanStop: Double
  let duplicate: Double
  let delayMax: Int64
  let channelFails: Double
  let channelSilent: Double
  let officerSilent: Double
  let officerDeclines: Double
  let officerSlow: Double
  let officerAbandons: Double
  let withheld: Double
  let repeatCall: Double
  let rings: Double
  /// After so long somebody closes an alert whatever became of it.
  let closeAfter: Int64
  let hasSurvey: Bool
  /// How far numbers are marked ahead of those given out: few, so that they are used up.
  let ahead: LastNumbers

  private static let minute: Int64 = 60_000
  private static let day: Int64 = 86_400_000

  init(_ dice: inout SimDice) {
    let lengths = [20 * Self.minute, 3 * 60 * Self.minute, Self.day, 7 * Self.day, 30 * Self.day]
    let span = dice.pick(lengths)
    func often(_ dice: inout SimDice, _ most: Int64, _ share: Double) -> Int64? {
      dice.chance(share) ? span / dice.between(1, most) : nil
    }
    func some(_ dice: inout SimDice, _ share: Double, _ most: Double) -> Double {
      dice.chance(share) ? most * Double(dice.below(1000)) / 1000 : 0
    }
    duration = span
    callEvery = span / dice.between(4, 24)
    crashEvery = often(&dice, 12, 0.6)
    diskFaultEvery = often(&dice, 5, 0.5)
    diskFaultLength = dice.pick([200, 3000, 60_000, 20 * Self.minute])
    clockStepEvery = often(&dice, 6, 0.4)
    clockStepMax = dice.pick([1000, 60_000, 3_600_000, Self.day])
    stallEvery = often(&dice, 4, 0.25)
    editEvery = often(&dice, 30, 0.6)
    reloadEvery = often(&dice, 4, 0.3)
    terminalBreakEvery = often(&dice, 12, 0.6)
    workerBreakEvery = often(&dice, 8, 0.5)
    crashInTurn = some(&dice, 0.5, 0.01)
    downMax = dice.pick([100, 3000, 60_000, 30 * Self.minute])
    cleanStop = some(&dice, 0.5, 0.8)
    duplicate = some(&dice, 0.6, 0.4)
    delayMax = dice.pick([1, 20, 1000, 30_000])
    channelFails = some(&dice, 0.7, 0.9)
    channelSilent = some(&dice, 0.5, 0.5)
    officerSilent = some(&dice, 0.8, 1)
    officerDeclines = some(&dice, 0.6, 0.5)
    officerSlow = some(&dice, 0.6, 0.8)
    officerAbandons = some(&dice, 0.6, 0.6)
    withheld = some(&dice, 0.6, 0.5)
    repeatCall = some(&dice, 0.7, 0.6)
    rings = some(&dice, 0.5, 1)
    closeAfter = max(dice.pick([2, 5, 20]) * Self.minute, span / 4000)
    ahead = dice.pick([ChainTip.ahead, LastNumbers(alert: 4, page: 24, stream: 48)])
    hasSurvey = span <= 3 * 60 * Self.minute && dice.chance(0.5)
  }
}
