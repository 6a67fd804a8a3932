import AmparoCore

/// What is remembered of text messages: which came already, who guesses codes, and what was
/// answered to nobody. All of it bounded, and none of it a number or a word of a message.
struct MessageBoard {
  /// Why a text was answered to nobody.
  enum Ignored: String, CaseIterable {
    case unknownNumber = "unknown_number"
    case noAnswer = "no_answer"
    case wrongCode = "wrong_code"
    case muted

    var help: String {
      switch self {
      case .unknownNumber: "Text messages of numbers that nobody has."
      case .noAnswer: "Text messages of officers that were no answer."
      case .wrongCode: "Text messages of officers with no code of a page of theirs."
      case .muted: "Text messages of officers not listened to after wrong codes."
      }
    }
  }

  /// Message keys remembered: an event handler that runs twice does so within minutes. What raised
  /// an alert or answered a page is known by the ledger for ever.
  static let keysMax = 1024

  /// Wrong codes from an officer's number before it is not listened to. A reading tries three codes
  /// at most, so 15 guesses of a million: one hit in 70,000 rounds for each open alert.
  static let wrongCodesMax = 5
  /// Within this time; an older wrong code is forgotten with all of its run.
  static let wrongCodesWithin = TimeSpan.minutes(10)
  /// For how long a number that guessed is not listened to: short, since it may be forged, and the
  /// officer can still answer by telephone or at a terminal.
  static let mutedFor = TimeSpan.minutes(10)

  /// Ignored texts told in the log and the ledger within an hour; the rest are only counted, so
  /// that a flood of them fills neither.
  static let toldPerHour = 60
  /// How long after the last ignored text `health` goes on saying so.
  static let calmAfter = TimeSpan.hours(1)

  private(set) var ignored: [Ignored: Int] = [:]
  /// On the line's clock: when `health` is to be calm again; nil while it is.
  private(set) var calmAt: Int64?
  /// Texts ignored since `health` was calm.
  private(set) var sinceCalm: [Ignored: Int] = [:]

  private var keys: Set<String> = []
  /// Oldest first.
  private var keysInOrder: [String] = []
  private struct Guesses {
    var count = 0
    /// On the line's clock.
    var firstAt: Int64
    var mutedUntil: Int64?
  }
  /// Officers only, so it is no larger than the unit.
  private var guesses: [OfficerID: Guesses] = [:]
  private var hourBegan: Int64 = 0
  private var told = 0

  /// Notes a message; false where it came before.
  mutating func isNew(_ key: String) -> Bool {
    guard keys.insert(key).inserted else { return false }
    keysInOrder.append(key)
    if keysInOrder.count > Self.keysMax { keys.remove(keysInOrder.removeFirst()) }
    return true
  }

  func isMuted(_ officer: OfficerID, now: Moment) -> Bool {
    guesses[officer]?.mutedUntil.map { now.line < $0 } ?? false
  }

  /// A wrong code of that officer; true where it is the one after which none is listened to.
  mutating func noteWrongCode(of officer: OfficerID, now: Moment) -> Bool {
    var run = guesses[officer] ?? Guesses(firstAt: now.line)
    if now.line - run.firstAt > Self.wrongCodesWithin.milliseconds || run.mutedUntil != nil {
      run = Guesses(firstAt: now.line)
    }
    run.count += 1
    if run.count >= Self.wrongCodesMax { run.mutedUntil = now.line + Self.mutedFor.milliseconds }
    guesses[officer] = run
    return run.mutedUntil != nil
  }

  mutating func noteRightCode(of officer: OfficerID) { guesses[officer] = nil }

  /// Counts an ignored text; true where it is to be told in the log and the ledger.
  mutating func note(_ why: Ignored, now: Moment) -> Bool {
    ignored[why, default: 0] += 1
    sinceCalm[why, default: 0] += 1
    calmAt = now.line + Self.calmAfter.milliseconds
    if now.line - hourBegan > TimeSpan.hours(1).milliseconds {
      hourBegan = now.line
      told = 0
    }
    told += 1
    return told <= Self.toldPerHour
  }

  mutating func calm() {
    calmAt = nil
    sinceCalm = [:]
  }
}
