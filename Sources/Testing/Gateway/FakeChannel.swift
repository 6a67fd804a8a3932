import AmparoHost
import Glibc

/// A channel of Asterisk that runs AGI programs and answers their commands as Asterisk 22 was
/// recorded to, and notes where a program breaks the rules a real one would lose commands by.
package final class FakeChannel {
  /// What whoever is on the channel does when a key is asked for.
  package enum Answer: Hashable, Sendable {
    case key(Character)
    case nothing
    case hangUp
  }

  package var environment: FakeEnvironment
  /// Sent instead of the environment's own lines.
  package var rawEnvironment: [UInt8]?
  package var variables: [String: String] = [:]
  /// Set with two underscores: the channels that Dial makes have them too.
  package private(set) var inherited: Set<String> = []
  /// One for each time a key is asked for; then nothing is pressed.
  package var answers: [Answer] = []
  /// Whether sound files are there.
  package var hasSounds = true
  /// Hangs up, with SIGHUP to the program, as soon as this holds: not before the program is well
  /// under way, for until then any signal ends it, and the dialplan has it sent none.
  package var hangsUpWhen: (() throws -> Bool)?
  /// AGIEXITONHANGUP=yes: Asterisk leaves the program at once.
  package var leavesOnHangup = false
  /// Asterisk ends after the environment: nothing more is sent or read.
  package var endsAfterEnvironment = false
  /// Asterisk sends nothing after the environment, not even answers, but still reads.
  package var answersNothing = false
  /// What comes in the middle of things, before the first answer.
  package var strayLines = ""
  package private(set) var isHungUp = false
  /// The command lines that came, of all runs.
  package private(set) var commands: [String] = []
  /// Where a program did what would go wrong with Asterisk.
  package private(set) var faults: [String] = []

  /// The absolute timeout of the dialplan, far above any run's length, in nanoseconds.
  private static let limitNanoseconds: Int64 = 60_000_000_000

  /// Between two looks whether it is time to hang up, in nanoseconds.
  private static let lookNanoseconds: Int64 = 10_000_000

  package init(_ environment: FakeEnvironment) { self.environment = environment }

  /// Runs a program to its end and returns its exit status.
  package func run(_ program: String, _ arguments: [String], log: String?) throws -> Int32 {
    let process = try PipedProcess(program, arguments, log: log)
    environment.arguments = arguments
    let start = Clock.monotonicNanoseconds()
    var buffer: [UInt8] = []
    // A program that reads no further is not waited for; what it missed is its own affair.
    send(rawEnvironment ?? environment.bytes, process)
    if endsAfterEnvironment {
      process.input.close()
      process.output.close()
    }
    if answersNothing { process.input.close() }
    while !endsAfterEnvironment {
      let now = Clock.monotonicNanoseconds()
      if now - start > Self.limitNanoseconds {
        faults.append("the program hangs")
        kill(process.pid, SIGKILL)
        break
      }
      var end = start + Self.limitNanoseconds
      if let isTime = hangsUpWhen, !isHungUp {
        end = now + Self.lookNanoseconds
        if try isTime() {
          hangUp(process)
          continue
        }
      }
      if leavesOnHangup && isHungUp { break }
      guard try process.output.wait(for: .read, until: end) else { continue }
      var chunk = [UInt8](repeating: 0, count: 8192)
      let count = read(process.output.raw, &chunk, chunk.count)
      guard count > 0 else { break }
      buffer += chunk.prefix(count)
      take(&buffer, process)
    }
    process.input.close()
    process.output.close()
    return process.wait()
  }

  private func take(_ buffer: inout [UInt8], _ process: PipedProcess) {
    guard buffer.last == UInt8(ascii: "\n") else {
      faults.append("half a line came, and Asterisk would spin")
      return
    }
    let lines = buffer.split(separator: UInt8(ascii: "\n"))
    buffer = []
    if answersNothing {
      commands += lines.map { String(decoding: $0, as: UTF8.self) }
      return
    }
    if lines.count > 1 { faults.append("\(lines.count) lines at once, of which one is run") }
    guard let line = lines.first.map({ String(decoding: $0, as: UTF8.self) }) else { return }
    if line.utf8.contains(0x0D) { faults.append("a CR, which becomes part of the value") }
    commands.append(line)
    let stray = strayLines
    strayLines = ""
    send(Array((stray + reply(to: FakeChannel.words(line), process) + "\n").utf8), process)
  }

  private func send(_ bytes: [UInt8], _ process: PipedProcess) {
    do throws(SystemError) {
      try Files.write(bytes, to: process.input)
    } catch {
      // The program has gone, or reads no more.
    }
  }

  private func hangUp(_ process: PipedProcess) {
    isHungUp = true
    kill(process.pid, SIGHUP)
  }

  /// Before a run: the channel is dead already, as in the `h` extension.
  package func hangUp() { isHungUp = true }

  // MARK: Commands

  private static let dead = "511 Command Not Permitted on a dead channel or intercept routine"

  private func reply(to words: [String], _ process: PipedProcess) -> String {
    switch words.prefix(2).joined(separator: " ") {
    case "SET VARIABLE":
      guard words.count == 4 else {
        return "520-Invalid command syntax.  Proper usage follows:\n"
          + "Sets a variable to the current channel.\n520 End of proper usage."
      }
      set(words[2], words[3])
      return "200 result=1"
    case "GET VARIABLE":
      guard let value = words.count == 3 ? variables[words[2]] : nil else { return "200 result=0" }
      return "200 result=1 (\(value))"
    case _ where isHungUp: return Self.dead
    case "CHANNEL STATUS": return "200 result=6"
    case "GET DATA": return hasSounds ? data(process) : "200 result=-1"
    case "STREAM FILE": return hasSounds ? "200 result=0 endpos=8000" : "200 result=-1 endpos=0"
    case "SAY ALPHA": return hasSounds ? "200 result=0" : "200 result=-1"
    case "WAIT FOR": return digit(process)
    case _ where words.first == "EXEC": return "200 result=0"
    default: return "510 Invalid or unknown command"
    }
  }

  private func set(_ name: String, _ value: String) {
    let plain = String(name.drop { $0 == "_" })
    variables[plain] = value
    if name.hasPrefix("__") { inherited.insert(plain) }
  }

  private func data(_ process: PipedProcess) -> String {
    switch answers.isEmpty ? .nothing : answers.removeFirst() {
    case .key(let key): return "200 result=\(key)"
    case .nothing: return "200 result= (timeout)"
    case .hangUp:
      hangUp(process)
      return "200 result=-1"
    }
  }

  private func digit(_ process: PipedProcess) -> String {
    switch answers.isEmpty ? .nothing : answers.removeFirst() {
    case .key(let key): return "200 result=\(key.asciiValue ?? 0)"
    case .nothing: return "200 result=0"
    case .hangUp:
      hangUp(process)
      return "200 result=-1"
    }
  }

  /// As Asterisk parts a line: blanks, quotation marks, backslashes.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character == " " && !isQuoted {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return words
  }
}
