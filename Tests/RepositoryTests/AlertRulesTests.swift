import Foundation
import Testing

@Suite struct AlertRulesTests {
  private static let rules = "Deploy/prometheus/amparo.rules.yml"

  private func promtool(_ arguments: String...) throws -> Tool {
    try Tool("/usr/bin/promtool", arguments)
  }

  @Test("the alert rules are in order, and ring for what they should and for nothing else")
  func rulesHold() throws {
    let rules = Repository.root.appending(path: Self.rules).path()
    let checked = try promtool("check", "rules", rules)
    #expect(checked.status == 0, "\(checked.output)")
    let tests = Repository.root.appending(path: "Tests/Prometheus/rules.test.yml").path()
    let tried = try promtool("test", "rules", tests)
    #expect(tried.status == 0, "\(tried.output)")
  }

  @Test("the rules ask only for figures that the daemon gives")
  func figuresExist() throws {
    let given = try ["Desk+Metrics", "MetricText"].map {
      try Repository.text("Sources/Desk/Service/\($0).swift")
    }.joined()
    let names = try Repository.text(Self.rules).matches(of: /amparo_[a-z_]+/).map {
      String($0.output)
    }
    #expect(Set(names).count > 12)
    for name in Set(names) {
      let suffixes = ["_total", "_bucket", "_count"]
      let family = suffixes.reduce(name) { $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0 }
      #expect(given.contains("\"\(family)\""), "\(name)")
    }
  }
}
