import AmparoHost
import AmparoTesting
import Glibc

/// Runs simulated stations, seed after seed, and says how to see again what went wrong.
struct Sim {
  private var first: UInt64?
  private var count: UInt64 = 1
  private var isTraced = false
  private var isOnFile = false
  private var stopsAtFirst = false
  private var plant: SimPlant?

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--seed": first = try Self.number(argument, rest.popFirst())
      case "--seeds": count = try Self.number(argument, rest.popFirst())
      case "--trace": isTraced = true
      case "--sqlite": isOnFile = true
      case "--stop": stopsAtFirst = true
      case "--plant": plant = try Self.plant(rest.popFirst())
      default: throw LabError("there is no option \(argument)\n\(Lab.usage)")
      }
    }
  }

  private static func number(_ option: String, _ text: String?) throws -> UInt64 {
    guard let text, let number = UInt64(text) else {
      throw LabError("\(option) wants a number after it")
    }
    return number
  }

  private static func plant(_ text: String?) throws -> SimPlant {
    guard let plant = text.flatMap(SimPlant.init) else {
      let known = SimPlant.allCases.map(\.rawValue).joined(separator: ", ")
      throw LabError("--plant wants one of: \(known)")
    }
    return plant
  }

  /// The order of sets and dictionaries must not differ from run to run; the standard library reads
  /// this only when a process starts, so the program starts once more.
  private static let fixedOrder = "SWIFT_DETERMINISTIC_HASHING"

  private static func startWithFixedOrder() throws {
    guard getenv(fixedOrder) == nil else { return }
    setenv(fixedOrder, "1", 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv("/proc/self/exe", &arguments)
    throw LabError("the program cannot start itself anew: \(String(cString: strerror(errno)))")
  }

  /// Whether every seed held.
  func run() throws -> Bool {
    try Self.startWithFixedOrder()
    let start = first ?? Entropy.next() % 1_000_000_000
    let began = Clock.monotonicNanoseconds()
    var total = Total()
    for seed in start..<start + count {
      let outcome = try simulate(seed)
      total.add(outcome)
      if isTraced { for line in outcome.trace { print(line) } }
      fflush(nil)
      if let failure = outcome.failure {
        print("seed \(seed) FAILS: \(failure)")
        print("see it again: amparo-lab sim --seed \(seed)\(options) --trace")
        fflush(nil)
        if stopsAtFirst { break }
      }
    }
    let seconds = Double(Clock.monotonicNanoseconds() - began) / 1e9
    print("\(total.text), in \((seconds * 10).rounded() / 10) s")
    return total.failures == 0
  }

  private var options: String {
    (isOnFile ? " --sqlite" : "") + (plant.map { " --plant \($0.rawValue)" } ?? "")
  }

  private func simulate(_ seed: UInt64) throws -> Simulation.Outcome {
    guard isOnFile else {
      return try Simulation(seed: seed, plant: plant, isTraced: isTraced).run()
    }
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    return try Simulation(
      seed: seed, on: .file(directory.path + "/sim.db"), plant: plant, isTraced: isTraced
    ).run()
  }

  private struct Total {
    var seeds = 0
    var failures = 0
    var milliseconds: Int64 = 0
    var turns = 0
    var lives = 0
    var alerts: Int64 = 0

    mutating func add(_ outcome: Simulation.Outcome) {
      seeds += 1
      failures += outcome.failure == nil ? 0 : 1
      milliseconds += outcome.simulatedMilliseconds
      turns += outcome.turns
      lives += outcome.lives
      alerts += outcome.alerts
    }

    var text: String {
      let years = Double(milliseconds) / (365.25 * 86_400_000)
      return "\(seeds) seeds, \(failures) failed; \((years * 10).rounded() / 10) simulated years, "
        + "\(turns) turns, \(lives) lives, numbers given to \(alerts) alerts"
    }
  }
}
