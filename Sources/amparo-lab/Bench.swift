import AmparoHost
import AmparoWire

/// Measures the daemon as its clients see it, beside a raw SQLite commit of the same rows.
struct Bench {
  private let options: LabOptions
  private var isQuick: Bool { options.isQuick }

  init(_ options: LabOptions) { self.options = options }

  func run() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    var report = Report(measure: "raw commits")
    try measureAcceptance(directory, &report)
    try measureDeadlines(directory, &report)
    print(report.table)
    if let jsonFile = options.jsonFile { try report.write(to: jsonFile) }
  }

  private static let restful = """
    [ { page: ["contact:desk"], ack_within: "1h" }, { page: ["contact:desk"], ack_within: "1h" } ]
    """

  /// Raises from 1, 8 and 64 clients, raw commits in between so that a drift of the machine meets
  /// both alike.
  private func measureAcceptance(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let scale = isQuick ? 1 : 10
    var raw = try RawCommit.measure(directory: try directory.make("raw1"), commits: 300 * scale)
    let daemon = try BenchDaemon(in: try directory.make("accept"), steps: Self.restful)
    defer { daemon.stop() }
    let terminal = try Terminal(daemon.socket)
    report.add("idle, resident", Double(daemon.residentKilobytes) / 1024, "MB")
    let single = try Load(daemon.socket, clients: 1, terminal: terminal)
      .run(requests: 300 * scale)
    raw = try RawCommit.measure(directory: try directory.make("raw2"), commits: 300 * scale)
    let measure = raw.microseconds(at: 0.5)
    report.add("raw commit of the same rows, p50", measure, "us")
    let bare = try bareServer(directory, requests: 300 * scale)
    report.add("the same behind a socket, p50", bare.microseconds(at: 0.5), "us", over: measure)
    report.add("1 client, p50", single.replies.microseconds(at: 0.5), "us", over: measure)
    report.add("1 client, p99", single.replies.microseconds(at: 0.99), "us", over: measure)
    report.add("1 client, rate", single.rate, "/s")
    report.add("page after the reply, p50", single.pages.microseconds(at: 0.5), "us")
    report.add("page after the reply, p99", single.pages.microseconds(at: 0.99), "us")
    for clients in [8, 64] {
      let many = try Load(daemon.socket, clients: clients, terminal: terminal)
        .run(requests: 2000 * scale)
      report.add(
        "\(clients) clients, p50", many.replies.microseconds(at: 0.5), "us", over: measure)
      report.add("\(clients) clients, rate", many.rate, "/s")
      report.add("\(clients) clients, times the rate of one", many.rate / single.rate, "x")
    }
  }

  /// One client of ``RawServer``: what is left for any dispatcher to cost.
  private func bareServer(_ directory: TemporaryDirectory, requests: Int) throws -> Samples {
    let home = try directory.make("bare")
    let socket = "\(home)/socket"
    let server = try BenchProcess("amparo-lab", ["raw-server", socket, home], log: "\(home)/log")
    defer { server.stop() }
    try server.waitUntilServing(at: socket)
    return try Load(socket, clients: 1, terminal: try Terminal(socket))
      .run(requests: requests).replies
  }

  /// Ten thousand alerts whose first step ends while they are watched.
  private func measureDeadlines(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let count = isQuick ? 1000 : 10_000
    let steps = """
      [ { page: ["contact:desk"], ack_within: "4s" }, { page: ["contact:desk"], ack_within: "1h" } ]
      """
    let daemon = try BenchDaemon(in: try directory.make("deadlines"), steps: steps)
    defer { daemon.stop() }
    let terminal = try Terminal(daemon.socket)
    _ = try Load(daemon.socket, clients: 64, terminal: terminal).run(requests: count)
    let lateness = try terminal.awaitSecondSteps(count)
    report.add("\(count) deadlines in a burst, late by, p50", lateness.microseconds(at: 0.5), "us")
    report.add("\(count) deadlines in a burst, late by, p99", lateness.microseconds(at: 0.99), "us")
    report.add("\(count) deadlines in a burst, late by, most", lateness.microseconds(at: 1), "us")
  }
}
