import AmparoHost
import AmparoTesting
import Glibc

/// One job of a run: simulates its share of the seeds, and after what each has to say writes its
/// figures, for ``SimJob`` to read.
struct SimWorker {
  private let options: SimOptions
  private let stride: UInt64

  init(_ options: SimOptions, stride: UInt64) {
    self.options = options
    self.stride = stride
  }

  func run() throws -> Bool {
    let start = options.first ?? 0
    var held = true
    for seed in Swift.stride(from: start, to: start + options.count, by: Int(stride)) {
      let outcome = try simulate(seed)
      for line in outcome.trace { print(line) }
      if let failure = outcome.failure {
        held = false
        print("seed \(seed) FAILS: \(failure)")
        print("see it again: amparo-lab sim --seed \(seed)\(options.toSeeAgain) --trace")
      }
      print(SimFigures(outcome).line)
      fflush(nil)
    }
    return held
  }

  private func simulate(_ seed: UInt64) throws -> Simulation.Outcome {
    guard options.isOnFile else {
      return try Simulation(seed: seed, plant: options.plant, isTraced: options.isTraced).run()
    }
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    return try Simulation(
      seed: seed, on: .file(directory.path + "/sim.db"), plant: options.plant,
      isTraced: options.isTraced
    ).run()
  }
}
