import Glibc
import Testing

@testable import AmparoHost

@Suite struct SystemTests {
  @Test(
    "A failed call says its name and what the kernel said, and an interrupted one is made again")
  func calls() throws {
    let error = #expect(throws: SystemError.self) { try check("close") { Glibc.close(-1) } }
    #expect(error?.description == "close: Bad file descriptor")
    var calls = 0
    let result = try check("read") { () -> Int in
      calls += 1
      errno = EINTR
      return calls < 3 ? -1 : 7
    }
    #expect(result == 7)
    #expect(calls == 3)
  }

  @Test("A pipe's ends are closed in programs that are started, and what goes in comes out")
  func pipe() throws {
    let pipe = try Descriptor.pipe()
    for end in [pipe.reading, pipe.writing] {
      #expect(fcntl(end.raw, F_GETFD) & FD_CLOEXEC != 0)
    }
    try Files.write([1, 2, 3], to: pipe.writing)
    pipe.writing.close()
    #expect(try Files.read(pipe.reading, named: "the pipe", max: 10) == [1, 2, 3])
  }

  @Test("A log line is one line with its level, whatever the text holds")
  func logLines() {
    func line(_ text: String, isJournal: Bool = true) -> String {
      String(
        decoding: SystemLog.bytes(.warning, text, isJournal: isJournal, program: "amparod"),
        as: UTF8.self)
    }
    #expect(line("alert 7 is late") == "<4>alert 7 is late\n")
    #expect(line("late", isJournal: false) == "amparod: late\n")
    #expect(line("a\nb\rc\r\nd\u{0}e\u{1B}f") == "<4>a b c  d e f\n")
    let long = line(String(repeating: "x", count: 10_000))
    #expect(long.utf8.count == SystemLog.lineBytesMax)
    #expect(long.last == "\n")
  }

  @Test("A log that nobody reads loses lines instead of waiting, and says how many")
  func fullLog() throws {
    let (output, input) = try pipePair()
    let log = LogOutput(input.raw)
    var written = 0
    for _ in 0..<100 { log.write { _ in [UInt8](repeating: 1, count: 4096) } }
    var chunk = [UInt8](repeating: 0, count: 4096)
    while try output.wait(for: .read, until: 0) { written += read(output.raw, &chunk, chunk.count) }
    var told = 0
    log.write { lost in
      told = lost
      return [2]
    }
    #expect(told > 0)
    #expect(told == 100 - written / 4096)
  }

  @Test("Accounts are found by name and by number, and nobody is nil")
  func accounts() {
    #expect(Accounts.uid(of: "root") == 0)
    #expect(Accounts.gid(of: "root") == 0)
    #expect(Accounts.name(of: 0) == "root")
    #expect(Accounts.uid(of: "1234") == 1234)
    for name in ["no-such-account", "", "+5", "4294967295", "4294967296"] {
      #expect(Accounts.uid(of: name) == nil)
      #expect(Accounts.gid(of: name) == nil)
    }
    #expect(Accounts.name(of: 4_123_456_789) == nil)
  }

  @Test("A thread has the name it was started with")
  func threadName() throws {
    let mailbox = try Mailbox<String>(capacity: 1)
    try HostThread.start("amparo-test") {
      do {
        let name = try Files.read("/proc/thread-self/comm", max: 16)
        mailbox.post(String(decoding: name, as: UTF8.self))
      } catch {
        Issue.record(error)
      }
    }
    #expect(try mailbox.descriptor.wait(for: .read, until: soon()))
    #expect(mailbox.drain() == ["amparo-test\n"])
  }

  @Test("A mailbox gives out a part at a time, in order, and shows that more waits")
  func mailboxParts() throws {
    let mailbox = try Mailbox<Int>(capacity: 8)
    for number in 1...5 { mailbox.post(number) }
    #expect(mailbox.drain(max: 2) == [1, 2])
    #expect(try mailbox.descriptor.wait(for: .read, until: soon()))
    #expect(mailbox.drain(max: 3) == [3, 4, 5])
    #expect(try !mailbox.descriptor.wait(for: .read, until: Clock.monotonicNanoseconds()))
    mailbox.post(6)
    #expect(try mailbox.descriptor.wait(for: .read, until: soon()))
    #expect(mailbox.drain(max: 8) == [6])
  }

  @Test("A thread that gives way has a nice value, and leaves its starter's as it is")
  func niceness() throws {
    let mailbox = try Mailbox<Int32>(capacity: 1)
    let thread = Int32(PRIO_PROCESS.rawValue)
    let own = getpriority(thread, 0)
    try HostThread.start("amparo-test", niceness: 3) {
      mailbox.post(getpriority(thread, 0))
    }
    #expect(try mailbox.descriptor.wait(for: .read, until: soon()))
    #expect(mailbox.drain() == [min(19, own + 3)])
    #expect(getpriority(thread, 0) == own)
  }

  @Test("A work queue does one piece after another and refuses more than it may hold")
  func workQueue() throws {
    let (gate, opener) = try pipePair()
    let mailbox = try Mailbox<Int>(capacity: 8)
    let queue = try WorkQueue("work", capacity: 2)
    let isStarted = queue.add {
      mailbox.post(0)
      var byte: UInt8 = 0
      _ = read(gate.raw, &byte, 1)
    }
    #expect(isStarted)
    #expect(try mailbox.descriptor.wait(for: .read, until: soon()))
    #expect(mailbox.drain() == [0])
    let taken = [1, 2, 3].map { number in queue.add { mailbox.post(number) } }
    #expect(taken == [true, true, false])
    opener.close()
    var done: [Int] = []
    while done.count < 2, try mailbox.descriptor.wait(for: .read, until: soon()) {
      done += mailbox.drain()
    }
    #expect(done == [1, 2])
  }

  @Test("The clocks run, and random numbers differ")
  func clocks() {
    let first = Clock.monotonicNanoseconds()
    #expect(Clock.monotonicNanoseconds() >= first)
    #expect(Clock.wallMilliseconds() / 1000 - Int64(time(nil)) <= 1)
    #expect(Entropy.next() != Entropy.next())
  }
}
