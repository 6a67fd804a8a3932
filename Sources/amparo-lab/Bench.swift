import AmparoHost
import AmparoWire

/// Measures the daemon as its clients see it, beside a raw SQLite commit of the same rows.
struct Bench {
  private let options: LabOptions
  var isQuick: Bool { options.isQuick }

  init(_ options: LabOptions) { self.options = options }

  func run() throws {
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    var report = Report()
    try measureIdle(directory, &report)
    try measureAcceptance(directory, &report)
    try measureDeadlines(directory, &report)
    try measureLedger(directory, &report)
    try measureBusy(directory, &report)
    print(report.table)
    if let jsonFile = options.jsonFile { try report.write(to: jsonFile) }
  }

  static let restful = """
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
    let single = try Load(daemon.socket, clients: 1, terminal: terminal)
      .run(requests: 300 * scale)
    raw = try RawCommit.measure(directory: try directory.make("raw2"), commits: 300 * scale)
    let measure = raw.microseconds(at: 0.5)
    report.add("raw commit of the same rows, p50", measure, "us")
    let bare = try bareServer(directory, requests: 300 * scale)
    report.add("the same behind a socket, p50", bare.microseconds(at: 0.5), "us", over: measure)
    report.add(
      "1 client, p50", single.replies.microseconds(at: 0.5), "us", over: measure, .atMost(1.3))
    report.add("1 client, p99", single.replies.microseconds(at: 0.99), "us", over: measure)
    report.add("1 client, rate", single.rate, "/s")
    report.add("page after the reply, p50", single.pages.microseconds(at: 0.5), "us")
    report.add(
      "page after the reply, p99", single.pages.microseconds(at: 0.99), "us", .atMost(1000))
    for clients in [8, 64] {
      let many = try Load(daemon.socket, clients: clients, terminal: terminal)
        .run(requests: 2000 * scale)
      report.add(
        "\(clients) clients, p50", many.replies.microseconds(at: 0.5), "us", over: measure)
      report.add("\(clients) clients, rate", many.rate, "/s")
      report.add(
        "\(clients) clients, times the rate of one", many.rate / single.rate, "x",
        clients == 64 ? .atLeast(5) : nil)
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

  /// Ten thousand alerts whose first step ends while they are watched: first one after the other,
  /// as one client raised them, then as fast as 64 did.
  private func measureDeadlines(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let count = isQuick ? 1000 : 10_000
    let single = try lateness(
      of: count, clients: 1, within: isQuick ? "2s" : "20s", directory.make("pending"))
    report.add("\(count) deadlines pending, late by, p50", single.microseconds(at: 0.5), "us")
    report.add(
      "\(count) deadlines pending, late by, p99", single.microseconds(at: 0.99), "us",
      .atMost(5000))
    let burst = try lateness(of: count, clients: 64, within: "4s", directory.make("deadlines"))
    report.add("\(count) deadlines in a burst, late by, p50", burst.microseconds(at: 0.5), "us")
    report.add("\(count) deadlines in a burst, late by, p99", burst.microseconds(at: 0.99), "us")
    report.add(
      "\(count) deadlines in a burst, late by, most", burst.microseconds(at: 1), "us",
      .atMost(250_000))
  }

  private func lateness(
    of count: Int, clients: Int, within span: String, _ directory: String
  ) throws -> Samples {
    let steps = """
      [ { page: ["contact:desk"], ack_within: "\(span)" },
        { page: ["contact:desk"], ack_within: "1h" } ]
      """
    let daemon = try BenchDaemon(in: directory, steps: steps)
    defer { daemon.stop() }
    let terminal = try Terminal(daemon.socket)
    _ = try Load(daemon.socket, clients: clients, terminal: terminal).run(requests: count)
    return try terminal.awaitSecondSteps(count)
  }
}
