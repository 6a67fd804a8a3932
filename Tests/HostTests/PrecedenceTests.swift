import Glibc
import Testing

@testable import AmparoHost

@Suite struct PrecedenceTests {
  @Test("A thread takes a real-time priority where it may, and what it starts is ordinary")
  func realTime() throws {
    let mailbox = try Mailbox<[Int32]>(capacity: 2)
    let own = sched_getscheduler(0)
    try HostThread.start("amparo-test") {
      let isTaken: Int32 = Precedence.takeRealTime() ? 1 : 0
      // SCHED_RESET_ON_FORK is told beside it.
      let policy = sched_getscheduler(0) & 0xFF
      do {
        try HostThread.start("amparo-test") { mailbox.post([sched_getscheduler(0)]) }
      } catch {
        mailbox.post([-1])
      }
      mailbox.post([isTaken, policy])
    }
    var found: [[Int32]] = []
    while found.count < 2, try mailbox.descriptor.wait(for: .read, until: soon()) {
      found += mailbox.drain()
    }
    // Either may be first.
    found.sort { $0.count < $1.count }
    try #require(found.map(\.count) == [1, 2])
    #expect(found[0] == [SCHED_OTHER])
    // Whether it may is the machine's affair: root may where it has the capability.
    let may = found[1][0] == 1
    #expect(found[1][1] == (may ? SCHED_RR : SCHED_OTHER))
    #expect(sched_getscheduler(0) == own)
  }
}
