import AmparoCore
import AmparoHost
import Foundation
import Testing

@testable import AmparoPaging

/// What Asterisk does with a call file, as its own transcripts show it, is read back.
@Suite struct SpoolFollowingTests {
  /// A spool with the directory beside it where finished files are kept.
  private final class Fixture {
    let scratch: Scratch
    let reports = Reports()
    let channel: SpoolChannel
    var outgoing: URL { scratch.url.appending(path: "outgoing") }
    var done: URL { scratch.url.appending(path: "outgoing_done") }

    /// Asterisk has an hour to begin where a test is not about its being late.
    init(hasArchive: Bool = true, takenWithin: TimeSpan = .seconds(3600)) throws {
      scratch = try Scratch()
      let outgoing = scratch.url.appending(path: "outgoing")
      try FileManager.default.createDirectory(at: outgoing, withIntermediateDirectories: false)
      channel = try SpoolChannel(
        "call",
        AsteriskSpool(
          outgoing: outgoing.path(), context: "amparo-page", dial: "PJSIP/{number}@trunk",
          takenWithin: takenWithin), report: reports.take)
      if hasArchive {
        try FileManager.default.createDirectory(at: done, withIntermediateDirectories: false)
      }
      try send(17)
    }

    var file: URL { file(of: 17) }

    func file(of page: Int64) -> URL { outgoing.appending(path: "amparo-\(page).call") }

    /// Hands a page over, and waits until its call file lies there, or is already told of.
    func send(_ page: Int64) throws {
      #expect(channel.send(Tasks.task(page)))
      try wait {
        FileManager.default.fileExists(atPath: file(of: page).path())
          || reports.all.contains { $0.page == PageID(page) }
      }
    }

    func wait(_ condition: () throws -> Bool) throws {
      let end = Clock.monotonicNanoseconds() + 10_000_000_000
      while try !condition() {
        try #require(Clock.monotonicNanoseconds() < end)
        poll(nil, 0, 5)
      }
    }

    /// As Asterisk does when it begins to ring.
    func begin() throws { try append("StartRetry: 1 1 (1764000000)") }

    func append(_ line: String) throws {
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("\n\(line)\n".utf8))
      try handle.close()
    }

    /// As Asterisk does when all is over.
    func end(_ status: String) throws {
      try append("Status: \(status)")
      try FileManager.default.moveItem(
        at: file, to: done.appending(path: file.lastPathComponent))
    }
  }

  @Test(
    "how the call went is read from the file that Asterisk keeps, which is then removed",
    arguments: [
      ("Completed", PageState.answered), ("Expired", .noAnswer), ("Failed", .failed),
    ])
  func archived(status: String, state: PageState) throws {
    let fixture = try Fixture()
    try fixture.begin()
    #expect(fixture.reports.report(of: 17, in: .owed) != nil)
    try fixture.end(status)
    #expect(fixture.reports.report(of: 17, in: state) != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.done.path()).isEmpty)
  }

  @Test("a file that Asterisk does not begin with in time has failed, and is not dialled later")
  func untaken() throws {
    let fixture = try Fixture(takenWithin: .milliseconds(600))
    let report = try #require(fixture.reports.report(of: 17))
    #expect(report.state == .failed, "that it lies in the spool is no word of it")
    #expect(report.detail == "it was not taken from the spool within 600ms")
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.outgoing.path()).isEmpty)
  }

  @Test("a file that Asterisk throws away unread has failed")
  func thrownAway() throws {
    let fixture = try Fixture()
    try FileManager.default.removeItem(at: fixture.file)
    let report = try #require(fixture.reports.report(of: 17, in: .failed))
    #expect(report.detail?.contains("thrown away") == true)
  }

  @Test("a page that is withdrawn has no outcome any more")
  func withdrawn() throws {
    let fixture = try Fixture()
    fixture.channel.withdraw(PageID(17))
    try fixture.wait { !FileManager.default.fileExists(atPath: fixture.file.path()) }
    // The next page is looked after by the same thread, after anything still said of this one.
    try fixture.send(18)
    try FileManager.default.removeItem(at: fixture.file(of: 18))
    #expect(fixture.reports.report(of: 18, in: .failed) != nil)
    #expect(fixture.reports.all.allSatisfy { $0.page == PageID(18) || $0.state == .owed })
  }

  @Test(
    "a page that is withdrawn just when its file is written leaves none, and has no outcome",
    arguments: [true, false])
  func withdrawnMeanwhile(isBefore: Bool) throws {
    let (scratch, reports) = (try Scratch(), Reports())
    let outgoing = scratch.url.appending(path: "outgoing")
    for name in ["outgoing", "outgoing_done"] {
      try FileManager.default.createDirectory(
        at: scratch.url.appending(path: name), withIntermediateDirectories: false)
    }
    let spool = HeldSpool(
      AsteriskSpool(
        outgoing: outgoing.path(), context: "c", dial: "PJSIP/{number}",
        takenWithin: .seconds(3600)), isHeldBefore: isBefore)
    let channel = try SpoolChannel("call", spool, report: reports.take)
    #expect(channel.send(Tasks.task(17)))
    #expect(spool.isHeld.wait(timeout: .now() + 10) == .success)
    channel.withdraw(PageID(17))
    spool.goesOn.signal()
    // The fourth of these is handed over by the thread that had the first, after it.
    for page in Int64(18)...21 {
      #expect(channel.send(Tasks.task(page)))
      let file = outgoing.appending(path: "amparo-\(page).call").path()
      let end = Clock.monotonicNanoseconds() + 10_000_000_000
      while !FileManager.default.fileExists(atPath: file), Clock.monotonicNanoseconds() < end {
        poll(nil, 0, 5)
      }
      try FileManager.default.removeItem(atPath: file)
    }
    #expect(reports.report(of: 21, in: .failed) != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: outgoing.path()).isEmpty)
    #expect(!reports.all.contains { $0.page == PageID(17) })
  }

  @Test("a spool that is not there is tried again, and then told with what to do")
  func missing() throws {
    let scratch = try Scratch()
    let reports = Reports()
    let spool = AsteriskSpool(
      outgoing: scratch.url.appending(path: "nowhere").path(), context: "c", dial: "PJSIP/{number}")
    let channel = try SpoolChannel("call", spool, report: reports.take)
    #expect(channel.send(Tasks.task(1)))
    let report = try #require(reports.report(of: 1, in: .failed))
    #expect(report.detail?.contains("is not there; make it") == true)
  }

  @Test("a drill by telephone is a call file that rings the line itself, and never later")
  func drillCall() throws {
    let fixture = try Fixture(takenWithin: .seconds(3))
    #expect(fixture.reports.report(of: 17, in: .failed) != nil)
    let failure = Lock()
    nonisolated(unsafe) var why: String?
    #expect(fixture.channel.drillCall { text in failure.withLock { why = text } })
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: fixture.outgoing.path())
    }
    try fixture.wait { try !names().isEmpty }
    let text = try fixture.scratch.read("outgoing/\(try #require(names().first))")
    #expect(text.hasPrefix("Channel: Local/drill@amparo-intake/n\n"))
    try fixture.wait { failure.withLock { why != nil } }
    #expect(failure.withLock { why } == "the drill's call file was not taken within 3s")
    #expect(try names().isEmpty)
  }

  @Test("a text message channel and a program make no calls")
  func noDrillCall() throws {
    let reports = Reports()
    let sms = try SpoolChannel("sms", SMSSpool(outgoing: "/nowhere"), report: reports.take)
    #expect(!sms.drillCall { Issue.record("\($0)") })
    let options = ExecOptions(command: ["/bin/true"], timeout: .seconds(1), tries: 1)
    let bell = try ExecChannel("bell", options, report: reports.take)
    #expect(!bell.drillCall { Issue.record("\($0)") })
  }
}
