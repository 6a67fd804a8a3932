import AmparoCore
import Foundation
import Testing

/// What monitoring systems and coordinators read, from the real daemon.
@Suite struct FiguresLineTests {
  private func run(_ words: String, _ daemon: Daemon) throws -> CommandRun {
    try CommandRun(
      ["--lang", "en"] + words.split(separator: " ").map(String.init), socket: daemon.socket)
  }

  /// An alert that was paged, acknowledged, reached and closed, and one that nobody has.
  private func work(_ daemon: Daemon) throws {
    let client = try WireClient(daemon.socket)
    _ = try client.subscribe("o1")
    let alert = try #require(try client.raise(id: "r1")["alert"]?.int)
    let page = try #require(try client.event("page")["page"]?.int)
    _ = try client.ask(#"{"op":"page.received","page":\#(page)}"#)
    _ = try client.act("acknowledge", alert, "o1")
    _ = try client.act("progress", alert, "o1", #","status":"on_scene""#)
    _ = try client.act("resolve", alert, "o1", #","outcome":"attended""#)
    _ = try client.raise("600111002", id: "r2")
    _ = try client.ask(#"{"op":"drill.start","case":"VG-1"}"#)
  }

  @Test("the figures are read by the programs of those who made their forms")
  func foreignReaders() throws {
    let daemon = try Daemon()
    try work(daemon)
    let file = daemon.directory.appending(path: "amparo.prom").path()
    #expect(try run("metrics --textfile \(file)", daemon).status == 0)
    let check = try CommandRun(
      shell: "/usr/bin/promtool check metrics < '\(file)'", socket: daemon.socket)
    #expect(check.status == 0, "\(check.output)\(check.problems)")
    #expect(check.output + check.problems == "")
    let reader = """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
      print(sorted(f.name for f in parse(sys.stdin.read())))
      """
    let read = try CommandRun(
      shell: "amparo metrics | /usr/bin/python3 -c '\(reader)'", socket: daemon.socket)
    #expect(read.status == 0, "\(read.problems)")
    for family in [
      "open_alerts", "page_seconds", "acknowledgement_seconds", "arrival_seconds",
      "commit_seconds", "queue_length", "deadlines_late", "channel_successes",
      "channel_last_success_timestamp_seconds", "chain_rows", "chain_head_info",
      "health_status",
    ] {
      #expect(read.output.contains("'amparo_\(family)'"), "\(family)")
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("amparo_alerts_closed_total{outcome=\"attended\"} 1\n"))
    #expect(text.contains("amparo_page_seconds_count 1\n"))
  }

  @Test("a file of figures says that the daemon is down, and is never half written")
  func textfile() throws {
    let daemon = try Daemon()
    let file = daemon.directory.appending(path: "amparo.prom").path()
    #expect(try run("metrics --textfile \(file)", daemon).status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(mode as? Int == 0o644)
    daemon.kill9()
    #expect(try run("metrics --textfile \(file)", daemon).status == 3)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasSuffix("amparo_up 0\n"))
    try daemon.start()
    #expect(try run("metrics --textfile /nonexistent/amparo.prom", daemon).status == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path())
    #expect(!names.contains { $0.hasSuffix(".new") })
  }

  @Test("health is one line with figures, and ends with 0, 1, 2 or 3")
  func health() throws {
    let daemon = try Daemon()
    _ = try WireClient(daemon.socket).raise(id: "r1")
    let good = try run("health", daemon)
    #expect(good.status == 0)
    #expect(good.output.wholeMatch(of: /AMPARO OK - \d+ checks \| open=1;;;0 .*\n/) != nil)
    try daemon.write("{ faulty }")
    #expect(try run("reload", daemon).status == 1)
    let warned = try run("health", daemon)
    #expect(warned.status == 1)
    #expect(warned.output.hasPrefix("AMPARO WARNING - configuration: "))
    #expect(warned.output.filter { $0 == "\n" || $0 == "|" } == "|\n")
    #expect(try run("--json health", daemon).status == 1)
    daemon.kill9()
    let gone = try run("health", daemon)
    #expect(gone.status == 3)
    #expect(gone.output.hasPrefix("AMPARO UNKNOWN - "))
    #expect(gone.problems == "")
  }

  @Test("a report tells times against objectives and outcomes, drills apart, and no case")
  func report() throws {
    let daemon = try Daemon(extra: #"objectives: { arrival: { percent: 50, within: "2m" } },"#)
    try work(daemon)
    let told = try run("report", daemon)
    #expect(told.status == 0, "\(told.problems)")
    #expect(told.output.contains("alerts: 2 (open 1)"))
    #expect(told.output.contains("outcome: attended 1"))
    #expect(told.output.contains("arrival: p50 0.0"))
    #expect(told.output.contains("100.0 % ≤ 2m (objective 50 %: met)"))
    #expect(told.output.contains("drills: 1 (open 1)"))
    #expect(!told.output.contains("VG-"))
    let file = daemon.directory.appending(path: "report.json").path()
    #expect(try run("report --from 2020-01-01 --export \(file)", daemon).status == 0)
    let json = try JSONParser.parse(Array(try Data(contentsOf: URL(filePath: file))))
    #expect(json["alerts"]?["acknowledgement"]?["measured"] == 1)
    #expect(json["alerts"]?["page"]?["objective"]?["within"] == "1s")
    let none = try run("report --to 2020-01-01", daemon)
    #expect(none.output.contains("alerts: 0"))
    #expect(try run("report --from 2026-13-01", daemon).status == 1)
    #expect(try run("report --from 2099-01-01 --to 2020-01-01", daemon).status == 1)
  }
}
