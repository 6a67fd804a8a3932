import AmparoHost
import AmparoTesting
import Glibc

/// Runs simulated stations, seed after seed on every core, and says how to see again what went
/// wrong. The output is that of one seed after the other, whatever ran beside it.
struct Sim {
  private let options: SimOptions

  init(_ arguments: ArraySlice<String>) throws { options = try SimOptions(arguments) }

  /// Whether every seed held.
  func run() throws -> Bool {
    if let stride = options.stride { return try SimWorker(options, stride: stride).run() }
    try Self.fixOrder()
    let start = options.first ?? Entropy.next() % 1_000_000_000
    let began = Clock.monotonicNanoseconds()
    var total = SimTotal()
    var jobs = (0..<min(options.jobs, options.count)).map {
      SimJob(options, next: start + $0, end: start + options.count)
    }
    for index in jobs.indices { try jobs[index].begin() }
    for offset in 0..<options.count {
      let figures = try jobs[Int(offset % options.jobs)].takeSeed()
      total.add(figures)
      fflush(nil)
      if figures.hasFailed && options.stopsAtFirst { break }
    }
    for index in jobs.indices { jobs[index].stop() }
    let seconds = Double(Clock.monotonicNanoseconds() - began) / 1e9
    print("\(total.text), in \((seconds * 10).rounded() / 10) s")
    return total.failures == 0
  }

  /// The order of sets and dictionaries must not differ from run to run; the standard library reads
  /// this only when a process starts, and each job is one.
  private static func fixOrder() throws {
    guard setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1) == 0 else {
      throw LabError("the environment cannot be changed: \(String(cString: strerror(errno)))")
    }
  }
}
