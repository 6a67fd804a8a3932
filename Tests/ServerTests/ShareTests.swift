import AmparoServer
import Testing

@Suite struct ShareTests {
  private static let millisecond: Int64 = 1_000_000
  private static let terminal = Share.Owner(uid: 1001, isGateway: false)
  private static let gateway = Share.Owner(uid: 1002, isGateway: true)

  @Test("a user is served until its share is used up, then when a part of it has come back")
  func usedUp() {
    let share = Share(of: Self.terminal, at: 0)
    share.use(Share.most, at: 0)
    #expect(share.isOpen(at: 0))
    share.use(Self.millisecond, at: 0)
    #expect(!share.isOpen(at: 0))
    let opens = share.opensAt
    #expect(opens == 4 * (Self.millisecond + Share.again))
    #expect(!share.isOpen(at: opens - Self.millisecond))
    #expect(share.isOpen(at: opens))
  }

  private static let parts: [(owner: Share.Owner, part: Int64)] = [(terminal, 4), (gateway, 2)]

  @Test(
    "whoever asks without end gets a quarter of the line's time, a gateway the half",
    arguments: parts)
  func part(owner: Share.Owner, part: Int64) {
    let share = Share(of: owner, at: 0)
    var now: Int64 = 0
    var used: Int64 = 0
    let second = 1000 * Self.millisecond
    while now < 10 * second {
      if share.isOpen(at: now) {
        now += 100_000
        used += 100_000
        share.use(100_000, at: now)
      } else {
        now = max(now + 1, share.opensAt)
      }
    }
    let fair = 10 * second / part
    #expect(abs(used - fair) < fair / 20 + Share.most)
  }

  @Test("one request that takes long is not paid for longer than the most that can be owed")
  func owedMost() {
    let share = Share(of: Self.terminal, at: 0)
    share.use(1000 * Share.most, at: 0)
    #expect(share.opensAt == 4 * (Share.owedMost + Share.again))
  }

  @Test("a user that asks for little never waits, and saves up no more than the most")
  func quiet() {
    let share = Share(of: Self.terminal, at: 0)
    for turn in 1...1000 {
      let now = Int64(turn) * 100 * Self.millisecond
      #expect(share.isOpen(at: now))
      share.use(10 * Self.millisecond, at: now)
    }
    share.use(Share.most + Self.millisecond, at: 1_000_000 * Self.millisecond)
    #expect(!share.isOpen(at: 1_000_000 * Self.millisecond))
  }
}
