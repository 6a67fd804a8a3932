import AmparoCore
import Testing

/// What pages a unit of thousands of officers.
@Suite struct LargeUnitTests {
  private static let count = 2000

  private func start(round: Int, from first: Int64) -> AlertEvent {
    let pages = (0..<Self.count).map { index in
      PageOrder(
        id: PageID(first + Int64(index)), officer: OfficerID("o\(index)"), channel: "queue",
        address: nil, why: Why(target: "unit"))
    }
    return .stepStarted(
      StepStarted(
        step: 1, round: round, cause: .timeUp, within: .minutes(1), pages: pages,
        passedOver: []))
  }

  @Test("every round takes the place of the one before, and each page has its outcome")
  func rounds() throws {
    var machine = AlertMachine()
    let id = try #require(machine.raise().alert)
    let clock = ContinuousClock()
    let time = clock.measure {
      for round in 1...3 {
        let first = Int64(round * 100_000)
        machine.state.apply(start(round: round, from: first), to: id, at: machine.now)
        for index in 0..<Int64(Self.count) {
          machine.state.apply(
            .pageEnded(page: PageID(first + index), state: .delivered, detail: nil), to: id,
            at: machine.now)
        }
      }
    }
    let alert = try #require(machine.state.alert(id))
    #expect(alert.pages.filter { $0.kind == .emergency }.count <= Self.count + 4)
    #expect(alert.page(PageID(300_007))?.officer == OfficerID("o7"))
    #expect(alert.page(PageID(300_007))?.state == .delivered)
    #expect(alert.page(PageID(100_007)) == nil)
    #expect(alert.paged.count >= Self.count)
    // Only against a round that compares every page with every other.
    #expect(time < .seconds(30))
  }
}
