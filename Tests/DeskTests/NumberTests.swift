import AmparoCore
import AmparoDesk
import Testing

@Suite struct NumberTests {
  private static func raise(_ fixture: DeskFixture, _ id: Int) -> Int64? {
    fixture.ask(#"{"op":"alert.raise","request_id":"r\#(id)","caller":"60099900\#(id)"}"#)
      .reply?["alert"]?.int
  }

  private static let full = JournalFailure(message: "full", isDiskFull: true)

  @Test("numbers that are used up while the disk fails go on where no other life goes on")
  func leap() throws {
    let fixture = DeskFixture()
    fixture.journal.reserved = LastNumbers(alert: 2, page: 4096, stream: 4096)
    fixture.journal.failure = Self.full
    #expect(Self.raise(fixture, 1) == 1)
    #expect(Self.raise(fixture, 2) == 2)
    let third = try #require(Self.raise(fixture, 3))
    #expect(third > 2 + Desk.numbersPerSecond)
    #expect(Self.raise(fixture, 4) == third + 1)
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    fixture.journal.reserved = LastNumbers(alert: third + 9, page: .max, stream: .max)
    #expect(Self.raise(fixture, 5) == third + 2)
  }

  @Test("a life that starts on a disk that fails does not repeat what another gave out")
  func secondLife() throws {
    let numbers = [0, 5000].map { later in
      let fixture = DeskFixture()
      fixture.now.wall += Int64(later)
      fixture.journal.reserved = LastNumbers()
      fixture.journal.failure = Self.full
      return Self.raise(fixture, 1)
    }
    let first = try #require(numbers[0])
    let second = try #require(numbers[1])
    #expect(second > first)
  }

  @Test("a turn that uses more than is marked ahead marks more first, and leaps over nothing")
  func reserve() {
    let fixture = DeskFixture()
    fixture.journal.reserved = LastNumbers(alert: 1, page: 2, stream: 2)
    #expect((1...5).map { Self.raise(fixture, $0) } == [1, 2, 3, 4, 5])
    #expect(fixture.journal.reserved.alert == 5)
  }
}
