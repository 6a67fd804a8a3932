import AmparoCore
import Testing

@testable import AmparoDesk

@Suite struct MetricsTests {
  private func metrics(_ fixture: DeskFixture, _ more: String = "") -> [String] {
    let text = fixture.ask(#"{"op":"metrics"\#(more)}"#).reply?["text"]?.string ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  private let raise =
    #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#

  @Test("each stage of an alert is counted once, with its seconds, and by its channel")
  func life() throws {
    let fixture = DeskFixture()
    let pages = DeskFixture.pages(fixture.ask(raise).effects)
    let page = try #require(pages.first { $0.channel == "bell" }).page
    fixture.now.line += 400
    fixture.now.wall += 400
    _ = fixture.turn { fixture.desk.report(PageReport(page: page, state: .delivered)) }
    fixture.now.line += 600
    _ = fixture.turn { fixture.desk.report(PageReport(page: page, state: .answered)) }
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1"}"#)
    fixture.now.line += 100_000
    _ = fixture.ask(#"{"op":"alert.progress","alert":1,"officer":"o1","status":"on_scene"}"#)
    _ = fixture.ask(#"{"op":"alert.resolve","alert":1,"officer":"o1","outcome":"attended"}"#)
    let lines = metrics(fixture)
    for line in [
      #"amparo_page_seconds_bucket{le="0.25"} 0"#, #"amparo_page_seconds_bucket{le="0.5"} 1"#,
      "amparo_page_seconds_count 1", "amparo_page_seconds_sum 0.4",
      #"amparo_acknowledgement_seconds_bucket{le="5.0"} 1"#,
      "amparo_acknowledgement_seconds_sum 1.0",
      #"amparo_arrival_seconds_bucket{le="60.0"} 0"#, "amparo_arrival_seconds_sum 101.0",
      #"amparo_channel_successes_total{channel="bell"} 1"#,
      #"amparo_channel_failures_total{channel="bell"} 0"#,
      #"amparo_channel_last_success_timestamp_seconds{channel="bell"} 1000.4"#,
      #"amparo_alerts_closed_total{outcome="attended"} 1"#,
      #"amparo_open_alerts{state="paging"} 0"#, "amparo_up 1",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test("what is said of a page after the closing is not another time from the call")
  func afterClosing() throws {
    let fixture = DeskFixture()
    let page = try #require(DeskFixture.pages(fixture.ask(raise).effects).first).page
    _ = fixture.turn { fixture.desk.tendPages() }
    _ = fixture.turn { fixture.desk.report(PageReport(page: page, state: .delivered)) }
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o1"}"#)
    _ = fixture.ask(#"{"op":"alert.resolve","alert":1,"officer":"o1","outcome":"attended"}"#)
    let missed = try #require(
      fixture.desk.state.alert(AlertID(1))?.pages.first { $0.state == .failed })
    _ = fixture.turn { fixture.desk.report(PageReport(page: missed.id, state: .delivered)) }
    #expect(fixture.desk.state.alert(AlertID(1))?.page(missed.id)?.state == .delivered)
    #expect(metrics(fixture).contains("amparo_page_seconds_count 1"))
  }

  @Test("drills try the channels, and stay out of the times")
  func drills() throws {
    let fixture = DeskFixture()
    let effects = fixture.ask(#"{"op":"drill.start","case":"VG-1"}"#).effects
    let page = try #require(DeskFixture.pages(effects).first { $0.channel == "bell" }).page
    _ = fixture.turn { fixture.desk.report(PageReport(page: page, state: .failed)) }
    let lines = metrics(fixture)
    #expect(lines.contains(#"amparo_channel_failures_total{channel="bell"} 1"#))
    #expect(lines.contains("amparo_drills_raised_total 1"))
    #expect(lines.contains("amparo_page_seconds_count 0"))
  }

  @Test("a deadline served late is counted, and storage that fails shows in figures")
  func faults() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    fixture.now.line += 32_000
    fixture.journal.failure = JournalFailure(message: "full", isDiskFull: true)
    _ = fixture.turn { fixture.desk.passDeadlines() }
    let lines = metrics(fixture)
    #expect(lines.contains("amparo_deadlines_late_total 1"))
    #expect(lines.contains("amparo_commit_failures_total 1"))
    #expect(lines.contains(#"amparo_health_status{check="storage"} 2"#))
    #expect(lines.contains { $0.hasPrefix("amparo_owed_rows ") && $0 != "amparo_owed_rows 0" })
  }

  @Test("what the server knows is among the figures, under its names")
  func measures() {
    let fixture = DeskFixture()
    fixture.desk.measure = {
      var measures = Measures()
      measures.connections = 3
      measures.queues = [("mailbox", 7)]
      measures.chainRows = 12
      return measures
    }
    fixture.desk.notedHead = "12:ab"
    fixture.desk.observeCommit(nanoseconds: 2_000_000)
    let lines = metrics(fixture)
    #expect(lines.contains("amparo_connections 3"))
    #expect(lines.contains(#"amparo_queue_length{queue="mailbox"} 7"#))
    #expect(lines.contains("amparo_chain_rows 12"))
    #expect(lines.contains(#"amparo_chain_head_info{head="12:ab"} 1"#))
    #expect(lines.contains(#"amparo_commit_seconds_bucket{le="0.0025"} 1"#))
    #expect(lines.last == "# EOF")
  }

  @Test("the older form names counters by their samples, and has no end mark")
  func olderForm() {
    let lines = metrics(DeskFixture(), #","format":"prometheus""#)
    #expect(lines.contains("# TYPE amparo_requests_total counter"))
    #expect(!lines.contains("# EOF"))
    let refused = DeskFixture().ask(#"{"op":"metrics","format":"xml"}"#).reply
    #expect(refused?["error"]?["message"]?.string?.contains("openmetrics, prometheus") == true)
  }

  @Test("a label cannot break out of its quotes")
  func labels() {
    var text = MetricText(.openMetrics)
    text.gauge("x", "X.", by: "name", [("a\"b\\c\nd", 1.5)])
    #expect(text.text.hasSuffix("x{name=\"a\\\"b\\\\c\\nd\"} 1.5\n"))
  }
}
