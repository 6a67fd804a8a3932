import AmparoHost
import Glibc

/// What the daemon costs when nothing happens.
extension Bench {
  /// With the directory of a town and a terminal that is connected, as on most nights.
  func measureIdle(_ directory: TemporaryDirectory, _ report: inout Report) throws {
    let daemon = try BenchDaemon(in: try directory.make("idle"), steps: Self.restful)
    defer { daemon.stop() }
    try daemon.apply(Town(officers: 8, cases: 39))
    let terminal = try Terminal(daemon.socket)
    // What a start and a change of the directory bring with them is over.
    sleep(Self.settleSeconds)
    let seconds: UInt32 = isQuick ? 5 : 30
    let before = daemon.wakeUps
    sleep(seconds)
    let wakeUps = Double(daemon.wakeUps - before) / Double(seconds)
    try terminal.take()
    report.add("idle, wake-ups", wakeUps, "/s", .atMost(2))
    report.add("idle, resident", Double(daemon.residentKilobytes) / 1024, "MB", .atMost(30))
  }

  private static let settleSeconds: UInt32 = 3
}
