import AmparoCore
import Testing

@Suite struct LineStateTests {
  private static let endless = Policy(
    name: "standard", steps: [Step(page: [.assigned], ackWithin: .seconds(45))])

  @Test(
    "a page is forgotten once another has taken its place, whatever became of it",
    arguments: [PageState.failed, .noAnswer, .busy, .delivered])
  func superseded(state: PageState) throws {
    var machine = AlertMachine(policy: Self.endless)
    machine.raise()
    let old = try #require(machine.alert()?.pages.first { $0.officer == AlertMachine.assigned }?.id)
    machine.take(.pageResult(old, state, detail: nil))
    #expect(machine.state.alert(page: old) == AlertID(1))
    machine.passDeadline()
    #expect(machine.alert()?.round == 1)
    #expect(machine.alert()?.page(old) == nil)
    #expect(machine.state.alert(page: old) == nil)
  }
}
