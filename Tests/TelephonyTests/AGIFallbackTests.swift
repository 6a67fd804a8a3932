import AmparoCore
import AmparoTesting
import Glibc
import Testing

@testable import AmparoHost
@testable import AmparoTelephony

/// No daemon, or one that says nothing: the desk has the call, and the request is kept.
@Suite struct AGIFallbackTests {
  /// The whole way to the desk: the second given to the daemon, and a loaded machine's share.
  private static let quick: ClosedRange<Int64> = 0...6000

  private func expectDesk(_ channel: FakeChannel) {
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == AGIFixture.desk)
    #expect(channel.commands.last == "SET VARIABLE AMPARO_STATUS \"fallback\"")
    #expect(channel.faults == [])
  }

  @Test("without a daemon the desk takes the call at once, and the request is on disk")
  func noDaemon() throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel { $0.presentation = "32" }
    let before = Clock.wallMilliseconds()
    let took = try milliseconds { try fixture.expectRun("urgent", channel) }
    #expect(Self.quick.contains(took))
    expectDesk(channel)
    let request = try #require(try fixture.spooled().first)
    #expect(request["op"]?.string == "alert.raise")
    #expect(request["request_id"]?.string == "1795477754.1")
    #expect(request["caller"]?.string == "+34600111001")
    #expect(request["presentation"]?.string == "restricted")
    #expect(request["source"]?.string == "phone")
    #expect(request["rings"]?.bool == false)
    let started = try #require(request["call_started"]?.string.flatMap(Timestamp.parse))
    #expect((before...Clock.wallMilliseconds()).contains(started))
    var status = stat()
    let name = try #require(try fixture.spool.names().first)
    #expect(stat(fixture.spool.path(name), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(try !fixture.logged.contains("600111001"))
    #expect(try fixture.logged.contains("1795477754.1"))
  }

  @Test("a socket that accepts and never answers costs the caller a second")
  func silentSocket() throws {
    let fixture = try AGIFixture()
    let listener = try ListeningSocket.bind(path: fixture.socket)
    let channel = AGIFixture.channel()
    let took = try milliseconds { try fixture.expectRun("urgent", channel) }
    #expect(took >= AGIRun.daemonMilliseconds && Self.quick.contains(took))
    expectDesk(channel)
    #expect(try fixture.spooled().count == 1)
    listener.close()
  }

  @Test("a socket whose queue is full costs the caller a second too")
  func fullQueue() throws {
    let fixture = try AGIFixture()
    let socket = try SocketAddress.stream()
    _ = SocketAddress.with(fixture.socket) { bind(socket.raw, $0, $1) }
    try #require(listen(socket.raw, 0) == 0)
    let first = try LineClient(path: fixture.socket)
    let channel = AGIFixture.channel()
    let took = try milliseconds { try fixture.expectRun("urgent", channel) }
    #expect(Self.quick.contains(took))
    expectDesk(channel)
    first.close()
  }

  @Test("a spool that cannot be written is told, and the desk has the call all the same")
  func unwritableSpool() throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel()
    #expect(try fixture.run("urgent", channel, ["--spool", "/proc/self/spool"]) == 0)
    expectDesk(channel)
    #expect(try fixture.logged.contains("LOST"))
  }

  @Test("a spool that holds as many as it takes takes no more, and the desk has the call")
  func fullSpool() throws {
    let fixture = try AGIFixture()
    try #require(mkdir(fixture.spool.directory, 0o700) == 0)
    for number in 1...RequestSpool.filesMax {
      let text = String(number)
      let name = String(repeating: "0", count: 12 - text.count) + text + ".json"
      close(open(fixture.spool.path(name), O_WRONLY | O_CREAT, 0o600))
    }
    let channel = AGIFixture.channel()
    #expect(try fixture.run("urgent", channel) == 0)
    expectDesk(channel)
    #expect(try fixture.spool.names().count == RequestSpool.filesMax)
    #expect(try fixture.logged.contains("the most it takes"))
  }

  @Test(
    "a file without a number leaves the call to the dialplan's own desk",
    arguments: [nil, "", "# nothing\n", "the desk\n", "112&113\n", "+\n"] as [String?])
  func noFallback(content: String?) throws {
    let fixture = try AGIFixture(fallback: content)
    let channel = AGIFixture.channel()
    #expect(try fixture.run("urgent", channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == "fallback")
    #expect(channel.variables["AMPARO_FALLBACK"] == nil)
    #expect(try fixture.logged.contains("dialplan's own desk"))
  }

  @Test(
    "no subcommand leaves the dialplan without a status",
    arguments: [
      ("urgent", "fallback"), ("next", "fallback"), ("deliver-me", "fallback"), ("", "fallback"),
      ("page", "error"), ("watch", "error"), ("outcome", "ok"), ("hangup", "ok"),
    ])
  func everySubcommand(subcommand: String, status: String) throws {
    let fixture = try AGIFixture()
    let channel = AGIFixture.channel()
    #expect(try fixture.run(subcommand, channel) == 0)
    #expect(channel.variables["AMPARO_STATUS"] == status)
    #expect(channel.faults == [])
  }

  @Test("two calls at once are both kept, each under its own name")
  func twoAtOnce() throws {
    let fixture = try AGIFixture()
    let listener = try ListeningSocket.bind(path: fixture.socket)
    let names = (1...8).map { "call.\($0)" }
    let program = AGIFixture.program
    let (options, log) = (["urgent"] + fixture.options, fixture.log)
    let lock = Lock()
    nonisolated(unsafe) var left = names.count
    for name in names {
      try HostThread.start("call") {
        let channel = FakeChannel(FakeEnvironment(uniqueID: name))
        do {
          _ = try channel.run(program, options, log: log)
        } catch {
          Issue.record(error)
        }
        lock.withLock { left -= 1 }
      }
    }
    while lock.withLock({ left > 0 }) { usleep(5000) }
    let kept = try fixture.spooled().compactMap { $0["request_id"]?.string }
    #expect(kept.sorted() == names)
    listener.close()
  }
}
