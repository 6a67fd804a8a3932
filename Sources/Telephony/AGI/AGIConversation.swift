import AmparoHost

/// Talks with Asterisk over standard input and output: one command at a time, for of two lines sent
/// together Asterisk loses the second.
///
/// A HANGUP line, SIGHUP and the end of input are noted, and mean no more than that the channel is
/// gone: they also come when a time limit of the dialplan has passed and the call goes on.
package final class AGIConversation {
  let input: AGIInput
  private let output: Descriptor
  private let signals: Signals
  /// The channel is gone, as far as this program can see.
  private(set) var isHungUp = false
  /// Nothing more can be said.
  private var isOver = false

  /// How long the whole environment may take, in milliseconds; Asterisk sends it at once.
  private static let environmentMilliseconds: Int64 = 5000
  /// Its bounds: Asterisk sends 20 lines and 128 arguments at the most (AST_MAX_AGI_ARGS).
  private static let environmentLinesMax = 160
  private static let environmentBytesMax = 65_536
  /// How long an answer may take beside what the command itself takes, in milliseconds.
  private static let answerMilliseconds: Int64 = 5000
  /// How long input must be quiet before it is taken for Asterisk's again, in milliseconds.
  private static let quietMilliseconds: Int64 = 200
  /// What is read in all, in bytes: what a caller forged is not read for ever.
  private static let bytesMax = 4 << 20

  /// `signals` was made before anything else of the process.
  package init(input: Descriptor, output: Descriptor, signals: Signals) {
    self.input = AGIInput(input)
    self.output = output
    self.signals = signals
  }

  /// Reads the environment: all of it, or what came before the fault.
  func readEnvironment() -> (environment: AGIEnvironment, fault: AGIFault?) {
    var reader = AGIEnvironmentReader()
    let end = Self.time(in: Self.environmentMilliseconds)
    do throws(AGIFault) {
      for _ in 0...Self.environmentLinesMax {
        if try reader.take(environmentLine(until: end)) { return (reader.environment, nil) }
      }
      throw .malformed("it has more than \(Self.environmentLinesMax) lines")
    } catch {
      return (reader.environment, error)
    }
  }

  private func environmentLine(until end: Int64) throws(AGIFault) -> [UInt8] {
    let next = input.next(until: end)
    guard input.bytesTaken <= Self.environmentBytesMax else {
      throw .malformed("it is longer than \(Self.environmentBytesMax) bytes")
    }
    switch next {
    case .line(let line): return line
    case .tooLong: throw .malformed("a line is longer than \(AGIInput.lineBytesMax) bytes")
    case .timedOut:
      throw .malformed("it did not end within \(Self.environmentMilliseconds) ms")
    case .closed:
      isHungUp = true
      isOver = true
      throw .malformed("it is cut off")
    }
  }

  /// Passes over what stands in the input before any command: Asterisk says nothing unasked but
  /// HANGUP, so it is a caller's. True if there was any. With `waiting` more of it is expected.
  func dropForged(waiting: Bool) -> Bool {
    let end = Self.time(in: Self.environmentMilliseconds)
    var found = false
    while !isOver {
      let quiet = found || waiting ? Self.time(in: Self.quietMilliseconds) : 0
      switch input.next(until: min(quiet, end)) {
      case .line(let line): if !takeUnasked(line) { found = true }
      case .tooLong: found = true
      case .timedOut: return found
      case .closed: self.end()
      }
    }
    return found
  }

  /// Notes a HANGUP; false for any other line.
  private func takeUnasked(_ line: [UInt8]) -> Bool {
    if line == Array("HANGUP".utf8) {
      isHungUp = true
      return true
    }
    if input.bytesTaken > Self.bytesMax { end() }
    return false
  }

  private func end() {
    isHungUp = true
    isOver = true
  }

  /// Sends one command and waits for its answer; `milliseconds` is what the command itself takes.
  func perform(
    _ command: AGICommand, milliseconds: Int64 = 0
  ) throws(AGIFault) -> AGIAnswer {
    guard !isOver else { throw .closed }
    guard let line = command.line else { throw .refused(command: command.name, code: 0) }
    do throws(SystemError) {
      try Files.write(line, to: output)
    } catch {
      end()
      throw .closed
    }
    return try answer(until: Self.time(in: milliseconds + Self.answerMilliseconds))
  }

  /// Says what nobody may be there to answer, as the last words of a conversation that is over:
  /// whoever has closed their side, or did not answer, may still take them.
  func leave(_ commands: [AGICommand]) {
    isOver = true
    do throws(SystemError) {
      for line in commands.compactMap(\.line) { try Files.write(line, to: output) }
    } catch {
      isHungUp = true
    }
  }

  /// Whether the answers are Asterisk's: it gives a word back that nobody could foretell. Lines a
  /// caller forged may come a moment after the environment, and would be taken for answers.
  func isAnsweredByAsterisk() throws(AGIFault) -> Bool {
    let word = String(Entropy.next(), radix: 36)
    _ = try perform(.setVariable("AMPARO_CHECK", word))
    return try perform(.getVariable("AMPARO_CHECK")).value == word
  }

  private func answer(until end: Int64) throws(AGIFault) -> AGIAnswer {
    var isUsage = false
    while !isOver {
      noteSignals()
      switch input.next(until: end) {
      case .line(let line):
        if AGIAnswer.beginsUsage(line) {
          isUsage = true
        } else if let answer = AGIAnswer(line) {
          noteSignals()
          return answer
        } else if !isUsage {
          _ = takeUnasked(line)
        }
      case .tooLong: isUsage = false
      case .timedOut:
        // A late answer would be taken for the next command's.
        self.end()
        throw .silent
      case .closed: self.end()
      }
    }
    throw .closed
  }

  private func noteSignals() {
    if !signals.pending().isEmpty { isHungUp = true }
  }

  /// Waits until another descriptor can be read, and looks after the channel meanwhile; false when
  /// that time of the monotonic clock came first, or the channel is gone.
  func wait(for other: Descriptor, until end: Int64) -> Bool {
    while !isHungUp {
      let ready = Readiness.first(
        of: [other, signals.descriptor, input.descriptor], until: end)
      if ready.contains(1) { noteSignals() }
      if ready.contains(2) { _ = dropForged(waiting: false) }
      if ready.contains(0) { return true }
      if ready.isEmpty { return false }
    }
    return false
  }

  static func time(in milliseconds: Int64) -> Int64 {
    Clock.monotonicNanoseconds() + milliseconds * 1_000_000
  }
}
