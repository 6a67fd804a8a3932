import Glibc
import Testing

@testable import AmparoHost

@Suite struct EventLoopTests {
  let loop: EventLoop

  init() throws { loop = try EventLoop() }

  private func look(_ milliseconds: Int32 = 0) throws -> [ReadyEvent] {
    var ready: [ReadyEvent] = []
    try loop.wait(timeoutMilliseconds: milliseconds, into: &ready)
    return ready
  }

  @Test("What is ready is told with its token, for as long as it is ready")
  func readiness() throws {
    let (one, other) = try socketPair()
    try loop.add(one, .read, token: .max)
    #expect(try look().isEmpty)
    _ = try other.send([1])
    for _ in 0..<2 {
      let event = try #require(try look().first)
      #expect(event.token == .max)
      #expect(event.readable && !event.writable && !event.hungUp)
    }
    try loop.modify(one, [.read, .write], token: 5)
    let event = try #require(try look().first)
    #expect(event.token == 5)
    #expect(event.readable && event.writable)
    loop.remove(one)
    loop.remove(one)
    #expect(try look().isEmpty)
  }

  @Test("A peer that ends its sending is to be read, one that closes has hung up")
  func endOfSending() throws {
    let (one, other) = try socketPair()
    try loop.add(one, .read, token: 1)
    shutdown(other.raw, Int32(SHUT_WR))
    let event = try #require(try look().first)
    #expect(event.readable && !event.hungUp)
    other.close()
    #expect(try look().first?.hungUp == true)
  }

  @Test("A peer that hung up while nothing is wanted of it is told once, so that the loop rests")
  func hangUpWithoutInterest() throws {
    let (one, other) = try socketPair()
    try loop.add(one, .read, token: 1)
    try loop.modify(one, [], token: 1)
    other.close()
    #expect(try look().first?.hungUp == true)
    #expect(try look().isEmpty)
    try loop.modify(one, .read, token: 1)
    #expect(try look().first?.readable == true)
  }

  @Test("The timer goes off at its time or at once if that has passed, and rests once acknowledged")
  func timer() throws {
    let timer = try Timer()
    try loop.add(timer.descriptor, .read, token: 2)
    #expect(try look().isEmpty)
    let at = Clock.monotonicNanoseconds() + 20_000_000
    try timer.arm(atMonotonicNanoseconds: at)
    #expect(try look(10_000).first?.token == 2)
    #expect(Clock.monotonicNanoseconds() >= at)
    timer.acknowledge()
    #expect(try look().isEmpty)
    for past in [at, 0, -5] {
      try timer.arm(atMonotonicNanoseconds: past)
      #expect(try look(10_000).first?.token == 2)
      timer.acknowledge()
    }
  }

  @Test("Messages of many threads all come, those of each thread in order, and then the loop rests")
  func mailbox() throws {
    let threads = 4
    let each = 2000
    let mailbox = try Mailbox<[Int]>(capacity: threads * each)
    try loop.add(mailbox.descriptor, .read, token: 3)
    for thread in 0..<threads {
      try HostThread.start("sender \(thread)") {
        for number in 0..<each { mailbox.post([thread, number]) }
      }
    }
    var came = [Int](repeating: 0, count: threads)
    let end = soon()
    while came.reduce(0, +) < threads * each, Clock.monotonicNanoseconds() < end {
      guard try !look(1000).isEmpty else { continue }
      for message in mailbox.drain() {
        #expect(message[1] == came[message[0]])
        came[message[0]] += 1
      }
    }
    #expect(came == [Int](repeating: each, count: threads))
    #expect(try look().isEmpty)
  }

  @Test("A full mailbox refuses a message and takes one again when it was emptied")
  func fullMailbox() throws {
    let mailbox = try Mailbox<Int>(capacity: 2)
    #expect([1, 2, 3].map { mailbox.post($0) } == [true, true, false])
    #expect(mailbox.drain() == [1, 2])
    #expect(mailbox.drain() == [])
    #expect(try !mailbox.descriptor.wait(for: .read, until: 0))
    #expect(mailbox.post(4))
    #expect(try mailbox.descriptor.wait(for: .read, until: 0))
    #expect(mailbox.drain() == [4])
  }

  @Test("A wait ends at its time, not before")
  func waiting() throws {
    let (one, other) = try socketPair()
    let end = Clock.monotonicNanoseconds() + 3_000_000
    #expect(try !one.wait(for: .read, until: end))
    #expect(Clock.monotonicNanoseconds() >= end)
    #expect(try one.wait(for: .write, until: nil))
    other.close()
    #expect(try one.wait(for: .read, until: nil))
  }
}
