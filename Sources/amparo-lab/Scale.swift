import AmparoCore
import AmparoHost
import Glibc

/// Measures the daemon with a directory of ten thousand officers and a million cases beside one
/// with the directory of a town, in the same run: what a raise costs, and what taking the large one
/// into use costs those who call meanwhile.
struct Scale {
  private let options: LabOptions

  init(_ options: LabOptions) { self.options = options }

  private static let small = Town(officers: 8, cases: 39)
  private var large: Town {
    options.isQuick
      ? Town(officers: 1000, cases: 20_000) : Town(officers: 10_000, cases: 1_000_000)
  }

  private static let steps = """
    [ { page: ["assigned", "on_call:primary", "contact:desk"], ack_within: "1h" },
      { page: ["contact:desk"], ack_within: "1h" } ]
    """

  func run() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    var report = Report()
    let small = try BenchDaemon(in: try directory.make("small"), steps: Self.steps)
    defer { small.stop() }
    let large = try BenchDaemon(in: try directory.make("large"), steps: Self.steps)
    defer { large.stop() }
    try small.apply(Self.small)
    try measureApply(large, directory.path, &report)
    try measureStart(large, &report)
    try measureRaises(small, large, &report)
    print(report.table)
    if let jsonFile = options.jsonFile { try report.write(to: jsonFile) }
  }

  /// How long the large one may take; on two shared cores it is about a minute.
  private static let applySeconds: Int64 = 1800

  /// Takes the large directory into use while unknown callers raise alerts.
  private func measureApply(
    _ daemon: BenchDaemon, _ path: String, _ report: inout Report
  ) throws {
    let terminal = try Terminal(daemon.socket)
    let file = "\(path)/town.json"
    try large.write(to: file)
    let coordinator = try Caller(daemon.socket, cases: large.cases)
    let caller = try Caller(daemon.socket, cases: large.cases, areKnown: false)
    var before = Samples()
    for _ in 0..<(options.isQuick ? 100 : 1000) { before.add(try caller.call()) }
    let start = Clock.monotonicNanoseconds()
    try coordinator.send(
      BenchDaemon.applyLine, passing: Descriptor(open(file, O_RDONLY | O_CLOEXEC)))
    var meanwhile = Samples()
    while try coordinator.reply(within: 5) == nil {
      meanwhile.add(try caller.call())
      try terminal.take()
      guard Clock.monotonicNanoseconds() - start < Self.applySeconds * 1_000_000_000 else {
        throw LabError("the large directory was not applied in \(Self.applySeconds) s")
      }
    }
    let seconds = Double(Clock.monotonicNanoseconds() - start) / 1_000_000_000
    report.add("apply \(large.officers) officers and \(large.cases) cases", seconds, "s")
    let measure = before.microseconds(at: 0.5)
    report.add("a raise before, p50", measure, "us")
    report.add("a raise before, most", before.microseconds(at: 1), "us")
    // What its rows replaced is cleared away after the reply.
    for _ in 0..<(options.isQuick ? 100 : 1000) { meanwhile.add(try caller.call()) }
    report.add("a raise while it is applied, p50", meanwhile.microseconds(at: 0.5), "us")
    report.add("a raise while it is applied, p99", meanwhile.microseconds(at: 0.99), "us")
    report.add("a raise while it is applied, most", meanwhile.microseconds(at: 1), "us")
    report.add("resident at the most, applying", Double(daemon.peakKilobytes) / 1024, "MB")
  }

  private func measureStart(_ daemon: BenchDaemon, _ report: inout Report) throws {
    let seconds = try daemon.restart()
    report.add("start with it, to serving", seconds, "s")
    report.add("resident after the start", Double(daemon.residentKilobytes) / 1024, "MB")
  }

  /// Raises at the two daemons in turn, so that a drift of the machine meets both alike.
  private func measureRaises(
    _ small: BenchDaemon, _ large: BenchDaemon, _ report: inout Report
  ) throws {
    let terminals = [try Terminal(small.socket), try Terminal(large.socket)]
    let few = try Caller(small.socket, cases: Self.small.cases)
    let many = try Caller(large.socket, cases: self.large.cases)
    var samples = [Samples(), Samples()]
    for round in 0..<(options.isQuick ? 20 : 200) {
      for (place, caller) in [few, many].enumerated() {
        for _ in 0..<20 {
          let time = try caller.call()
          // The first rounds warm both up.
          if round >= 2 { samples[place].add(time) }
        }
        try terminals[place].take()
      }
    }
    for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
      let measure = samples[0].microseconds(at: share)
      report.add("a known number's raise, small directory, \(name)", measure, "us")
      report.add(
        "a known number's raise, large directory, \(name)",
        samples[1].microseconds(at: share), "us", over: measure, of: "of the small directory's",
        .atMost(1.2))
    }
  }
}
