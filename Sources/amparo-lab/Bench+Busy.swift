import AmparoHost

/// What a raise costs while other programs want every processor.
extension Bench {
  /// The last of all measurements: from here on whoever measures has the precedence that the
  /// daemon's line has, where it may, for what it waits for is to be the daemon and no processor.
  func measureBusy(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let daemon = try BenchDaemon(in: try directory.make("busy"), steps: Self.restful)
    defer { daemon.stop() }
    let terminal = try Terminal(daemon.socket)
    let hasPrecedence = Precedence.takeRealTime()
    let busy = try BusyProcessors()
    defer { busy.stop() }
    let count = isQuick ? 300 : 3000
    let raw = try RawCommit.measure(directory: try directory.make("raw-busy"), commits: count)
    let single = try Load(daemon.socket, clients: 1, terminal: terminal).run(requests: count)
    let name = "every processor busy\(hasPrecedence ? "" : ", without real-time priority")"
    let measure = raw.microseconds(at: 0.5)
    report.add("\(name): raw commit, p50", measure, "us")
    report.add("\(name): raw commit, p99", raw.microseconds(at: 0.99), "us", over: measure)
    report.add("\(name): 1 client, p50", single.replies.microseconds(at: 0.5), "us", over: measure)
    report.add("\(name): 1 client, p99", single.replies.microseconds(at: 0.99), "us", over: measure)
  }
}
