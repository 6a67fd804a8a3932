import AmparoCore
import AmparoHost
import Foundation
import Testing

@testable import AmparoPaging

@Suite struct ExecChannelTests {
  private func outcome(
    _ script: String, timeout: TimeSpan = .seconds(5), tries: Int = 1
  ) throws -> PageReport? {
    let scratch = try Scratch()
    let reports = Reports()
    let options = ExecOptions(
      command: try scratch.script(script) + ["one", "two words"], timeout: timeout, tries: tries)
    let channel = try ExecChannel("bell", options, report: reports.take)
    #expect(channel.send(Tasks.task()))
    return reports.report(of: 1)
  }

  @Test(
    "exit status and first line are the result, and nothing runs for ever",
    arguments: [
      ("echo rung; echo more", PageState.delivered, "rung"),
      ("exit 3", .failed, "exit status 3"),
      ("echo no line; exit 1", .failed, "exit status 1: no line"),
      ("kill -9 $$", .failed, "killed by signal 9"),
      ("kill -PIPE $$; echo alive", .failed, "killed by signal 13"),
      ("exec 0<&- 1>&-; exit 0", .delivered, ""),
      (
        "head -c 300000 /dev/zero | tr '\\0' x; exit 4", .failed,
        "exit status 4: " + String(repeating: "x", count: 200)
      ),
      ("printf 'a\\033[31mb\\n'", .delivered, "a[31mb"),
      ("sleep 60 & echo left; exit 0", .delivered, "left"),
      ("[ \"$1/$2\" = \"one/two words\" ] && echo args", .delivered, "args"),
    ] as [(String, PageState, String)])
  func results(script: String, state: PageState, detail: String) throws {
    // As the daemon does.
    signal(SIGPIPE, SIG_IGN)
    let report = try #require(try outcome(script))
    #expect(report.state == state)
    #expect(report.detail == detail)
  }

  @Test("a program that hangs is killed with its children at its limit")
  func hangs() throws {
    let report = try #require(try outcome("sleep 600 & sleep 600", timeout: .milliseconds(200)))
    #expect(report.state == .failed)
    #expect(report.detail == "killed after 200ms")
  }

  @Test(
    "what a program has started ends with it, in a session of its own and forking for ever too",
    arguments: [
      ("setsid sh -c 'echo $$ >$0.left; exec sleep 600' $0 & sleep 600", PageState.failed),
      ("setsid sh -c 'echo $$ >$0.left; exec sleep 600' $0 & sleep 0.2", .delivered),
      ("setsid sh -c 'echo $$ >$0.left; while :; do sleep 600 & sleep 0.01; done' $0", .failed),
    ])
  func family(script: String, state: PageState) throws {
    let scratch = try Scratch()
    let reports = Reports()
    let options = ExecOptions(
      command: try scratch.script(script), timeout: .seconds(1), tries: 1)
    let channel = try ExecChannel("bell", options, report: reports.take)
    #expect(channel.send(Tasks.task()))
    #expect(reports.report(of: 1)?.state == state)
    let left = try #require(
      pid_t(scratch.read("program.left").trimmingCharacters(in: .whitespacesAndNewlines)))
    let end = Clock.monotonicNanoseconds() + 5_000_000_000
    while kill(left, 0) == 0 && Clock.monotonicNanoseconds() < end { poll(nil, 0, 5) }
    #expect(kill(left, 0) == -1)
  }

  @Test("a program that is not there has failed")
  func missing() throws {
    let reports = Reports()
    let options = ExecOptions(command: ["/nonexistent/bell"], timeout: .seconds(1), tries: 1)
    let channel = try ExecChannel("bell", options, report: reports.take)
    #expect(channel.send(Tasks.task()))
    #expect(reports.report(of: 1)?.state == .failed)
  }

  @Test("a failed try is made again, up to the number of tries")
  func tries() throws {
    let script = "f=$(dirname $0)/n; echo x >>$f; [ $(wc -l <$f) -ge 2 ]"
    #expect(try outcome(script, tries: 2)?.state == .delivered)
  }

  @Test("the page comes as JSON on standard input, without a word of the victim")
  func input() throws {
    let report = try #require(try outcome("cat"))
    let line = try #require(report.detail)
    #expect(line.hasPrefix(#"{"page":1,"alert":7,"officer":"o1","address":"+34600000101""#))
  }

  @Test("a page whose program hangs delays no other officer's")
  func independent() throws {
    let scratch = try Scratch()
    let reports = Reports()
    let script = try scratch.script(
      "read line; case $line in *'\"officer\":\"slow\"'*) sleep 60;; esac")
    let options = ExecOptions(command: script, timeout: .seconds(30), tries: 1)
    let channel = try ExecChannel("bell", options, report: reports.take)
    for page in Int64(1)...3 { #expect(channel.send(Tasks.task(page, officer: "slow"))) }
    #expect(channel.send(Tasks.task(9, officer: "quick")))
    #expect(reports.report(of: 9)?.state == .delivered)
  }

  @Test("a page that is withdrawn is tried no more, and says nothing of the channel")
  func withdrawn() throws {
    let scratch = try Scratch()
    let reports = Reports()
    let options = ExecOptions(
      command: try scratch.script("cat >>$0.runs; exit 1"), timeout: .seconds(5), tries: 2)
    let channel = try ExecChannel("bell", options, report: reports.take)
    func runs(of page: Int) -> Int {
      let text = (try? scratch.read("program.runs")) ?? ""
      return text.split(separator: "\n").count { $0.contains("\"page\":\(page),") }
    }
    #expect(channel.send(Tasks.task(1)))
    let end = Clock.monotonicNanoseconds() + 10_000_000_000
    while runs(of: 1) == 0, Clock.monotonicNanoseconds() < end { poll(nil, 0, 5) }
    channel.withdraw(PageID(1))
    // Its second try would be before that of one that begins now.
    #expect(channel.send(Tasks.task(2)))
    #expect(reports.report(of: 2)?.state == .failed)
    #expect(runs(of: 1) == 1)
    #expect(runs(of: 2) == 2)
    #expect(reports.all.map(\.page) == [PageID(2)])
  }
}
