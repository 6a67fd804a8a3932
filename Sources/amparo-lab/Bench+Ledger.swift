import AmparoHost

/// What a long past costs: the start, and a raise.
extension Bench {
  private var plan: LedgerPlan {
    isQuick
      ? LedgerPlan(open: 2000, closed: 20_000, events: 200_000)
      : LedgerPlan(open: 100_000, closed: 1_000_000, events: 10_000_000)
  }

  func measureLedger(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let home = try directory.make("ledger")
    let start = Clock.monotonicNanoseconds()
    try LedgerMaker(plan, database: "\(home)/amparo.db").make()
    let seconds = Double(Clock.monotonicNanoseconds() - start) / 1e9
    report.add("make a ledger of \(plan.events ?? plan.least) events", seconds, "s")
    let old = try BenchDaemon(in: home, steps: Self.restful)
    defer { old.stop() }
    try measureStarts(old, &report)
    let new = try BenchDaemon(in: try directory.make("empty"), steps: Self.restful)
    defer { new.stop() }
    try measureRaises(new, old, &report)
  }

  /// What the start reads is in the system's cache: it has just been written.
  private func measureStarts(_ daemon: BenchDaemon, _ report: inout Report) throws {
    let starts = try (0..<(isQuick ? 3 : 7)).map { _ in try daemon.restart() }.sorted()
    let past = "\(plan.open) open alerts and \(plan.closed) closed ones"
    report.add("start with \(past), to the first reply", starts[starts.count / 2], "s", .atMost(1))
    report.add("start with \(past), slowest", starts[starts.count - 1], "s")
    report.add(
      "resident with \(plan.open) open alerts", Double(daemon.residentKilobytes) / 1024, "MB")
  }

  /// Raises at the two daemons in turn, so that a drift of the machine meets both alike.
  private func measureRaises(
    _ new: BenchDaemon, _ old: BenchDaemon, _ report: inout Report
  ) throws {
    var samples = [Samples(), Samples()]
    let terminals = [try Terminal(new.socket), try Terminal(old.socket)]
    for round in 0..<(isQuick ? 10 : 40) {
      for (place, daemon) in [new, old].enumerated() {
        let load = try Load(daemon.socket, clients: 1, terminal: terminals[place])
        let outcome = try load.run(requests: 100)
        // The first rounds warm both up.
        if round >= 2 { samples[place].add(outcome.replies) }
      }
    }
    let measure = samples[0].microseconds(at: 0.5)
    report.add("a raise with an empty ledger, p50", measure, "us")
    report.add(
      "a raise with \(plan.events ?? plan.least) events, p50", samples[1].microseconds(at: 0.5),
      "us", over: measure, of: "empty", .atMost(1.2))
  }
}
