import AmparoTesting
import Testing

@Suite struct SimulationTests {
  @Test("stations with every mixture of faults keep the promise")
  func someSeeds() throws {
    let run = try Lab.sim("--seed", "1", "--seeds", "6")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("6 seeds, 0 failed"))
  }

  @Test("with the journal in SQLite as well")
  func someSeedsOnFile() throws {
    let run = try Lab.sim("--seed", "1", "--seeds", "3", "--sqlite")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("3 seeds, 0 failed"))
  }

  @Test("a seed means the same in every run")
  func sameAgain() throws {
    let runs = try (0..<2).map { _ in try Lab.sim("--seed", "3", "--trace") }
    let traces = runs.map { $0.output.split(separator: "\n").filter { $0.contains("d 0") } }
    #expect(traces[0].count > 100)
    #expect(traces[0] == traces[1])
  }

  @Test("a fault that is planted is found, and the seed is told", arguments: SimPlant.allCases)
  func plantedFault(plant: SimPlant) throws {
    let run = try Lab.sim("--seed", "1", "--seeds", "60", "--plant", plant.rawValue, "--stop")
    #expect(run.status == 1, "\(run.output)")
    #expect(run.output.contains("see it again: amparo-lab sim --seed"))
  }
}
