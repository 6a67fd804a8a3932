import AmparoCore
import Testing

@Suite struct ReportTests {
  private static let now: Int64 = 10_000_000

  private func alert(
    acknowledgedAfter seconds: Int64?, isDrill: Bool = false, isOpen: Bool = false,
    outcome: String? = "attended", raisedAt: Int64 = 0
  ) -> ReportedAlert {
    ReportedAlert(
      isDrill: isDrill, isOpen: isOpen, raisedAt: raisedAt,
      state: isOpen ? "paging" : outcome == nil ? "cancelled" : "resolved", source: "phone",
      outcome: outcome, pagedAt: raisedAt + 20,
      acknowledgedAt: seconds.map { raisedAt + $0 * 1000 }, arrivedAt: nil, furtherCalls: 1)
  }

  @Test("percentiles are the nearest rank, and an objective is met at its very bound")
  func ranks() throws {
    var report = Report(Objectives(), now: Self.now)
    for seconds in 1...100 as ClosedRange<Int64> {
      report.add(alert(acknowledgedAfter: seconds <= 90 ? min(seconds, 60) : 200 + seconds))
    }
    let times = try #require(report.json["alerts"]?["acknowledgement"])
    #expect(times["measured"] == 100)
    #expect(times["p50"]?.number == 50)
    #expect(times["p90"]?.number == 60)
    #expect(times["p95"]?.number == 295)
    #expect(times["max"]?.number == 300)
    #expect(times["objective"]?["reached"]?.number == 90)
    #expect(times["objective"]?["met"] == true)
    report.add(alert(acknowledgedAfter: 61))
    #expect(report.json["alerts"]?["acknowledgement"]?["objective"]?["met"] == false)
  }

  @Test("an alert that nobody acknowledged counts as missed, once its time is over")
  func missed() {
    var report = Report(Objectives(), now: Self.now)
    report.add(alert(acknowledgedAfter: 5))
    report.add(alert(acknowledgedAfter: nil, isOpen: true, outcome: nil, raisedAt: Self.now - 100))
    func times() -> JSONValue? { report.json["alerts"]?["acknowledgement"] }
    #expect(times()?["objective"]?["reached"]?.number == 100)
    report.add(alert(acknowledgedAfter: nil, outcome: "no_contact"))
    #expect(times()?["objective"]?["reached"]?.number == 50)
    #expect(times()?["without"] == 2)
    // Nobody had to go.
    #expect(report.json["alerts"]?["arrival"]?["objective"]?["met"] == .null)
  }

  @Test("drills stay out of the alerts' figures, and outcomes are counted by their names")
  func apart() {
    var report = Report(Objectives(), now: Self.now)
    report.add(alert(acknowledgedAfter: 5))
    report.add(alert(acknowledgedAfter: 5, outcome: "arrest"))
    report.add(alert(acknowledgedAfter: nil, outcome: nil))
    report.add(alert(acknowledgedAfter: 500, isDrill: true, outcome: "drill"))
    let alerts = report.json["alerts"]
    #expect(alerts?["count"] == 3)
    #expect(alerts?["outcomes"] == ["arrest": 1, "attended": 1, "cancelled": 1])
    #expect(alerts?["further_calls"] == 3)
    #expect(alerts?["acknowledgement"]?["max"]?.number == 5)
    #expect(report.json["drills"]?["outcomes"] == ["drill": 1])
    #expect(report.json["drills"]?["acknowledgement"]?["max"]?.number == 500)
  }

  @Test("a time without alerts has no percentiles and no verdict")
  func empty() {
    let json = Report(Objectives(), now: Self.now).json
    #expect(json["alerts"]?["count"] == 0)
    #expect(json["alerts"]?["page"]?["p50"] == nil)
    #expect(json["alerts"]?["page"]?["objective"]?["met"] == .null)
  }
}
