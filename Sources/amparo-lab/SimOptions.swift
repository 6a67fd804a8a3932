import AmparoTesting
import Glibc

/// What a run of simulated stations is told.
struct SimOptions {
  private(set) var first: UInt64?
  private(set) var count: UInt64 = 1
  /// How many processes share the seeds.
  private(set) var jobs = UInt64(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  private(set) var isTraced = false
  private(set) var isOnFile = false
  private(set) var stopsAtFirst = false
  private(set) var plant: SimPlant?
  /// Of a job: it runs every so manieth seed, and tells of each to the process that began it.
  private(set) var stride: UInt64?

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let argument = rest.popFirst() {
      switch argument {
      case "--seed": first = try Self.number(argument, rest.popFirst())
      case "--seeds": count = try Self.positive(argument, rest.popFirst())
      case "--jobs": jobs = try Self.positive(argument, rest.popFirst())
      case "--trace": isTraced = true
      case "--sqlite": isOnFile = true
      case "--stop": stopsAtFirst = true
      case "--plant": plant = try Self.plant(rest.popFirst())
      case Self.strideOption: stride = try Self.positive(argument, rest.popFirst())
      default: throw LabError("there is no option \(argument)\n\(Lab.usage)")
      }
    }
  }

  static let strideOption = "--stride"

  /// What shows a seed again, after its number.
  var toSeeAgain: String {
    (isOnFile ? " --sqlite" : "") + (plant.map { " --plant \($0.rawValue)" } ?? "")
  }

  /// The words that begin a job.
  func job(from seed: UInt64, seeds: UInt64) -> [String] {
    let given = ["sim", "--seed", "\(seed)", "--seeds", "\(seeds)", Self.strideOption, "\(jobs)"]
    return given + (isTraced ? ["--trace"] : []) + toSeeAgain.split(separator: " ").map(String.init)
  }

  private static func number(_ option: String, _ text: String?) throws -> UInt64 {
    guard let text, let number = UInt64(text) else {
      throw LabError("\(option) wants a number after it")
    }
    return number
  }

  private static func positive(_ option: String, _ text: String?) throws -> UInt64 {
    let number = try number(option, text)
    guard number > 0 else { throw LabError("\(option) wants a number above zero") }
    return number
  }

  private static func plant(_ text: String?) throws -> SimPlant {
    guard let plant = text.flatMap(SimPlant.init) else {
      let known = SimPlant.allCases.map(\.rawValue).joined(separator: ", ")
      throw LabError("--plant wants one of: \(known)")
    }
    return plant
  }
}
