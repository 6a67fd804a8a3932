import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

@Suite struct LifeSignTests {
  @Test("a sign of life is a commit, though nothing else happened in the turn")
  func isCommitted() {
    let fixture = DeskFixture()
    _ = fixture.turn { fixture.desk.proveAlive() }
    #expect(fixture.journal.turns.map(\.aliveAt) == [fixture.now.wall])
    _ = fixture.turn {}
    #expect(fixture.journal.turns.count == 1)
  }

  @Test("while storage owes, signs of life pile up nothing, and the one that failed is stored")
  func doesNotPileUp() {
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    for _ in 0..<50 {
      let effects = fixture.turn { fixture.desk.proveAlive() }
      #expect(fixture.desk.isOwing)
      fixture.now.line += 1
      if fixture.now.line > 1_000_001 { #expect(effects.isEmpty) }
    }
    #expect(fixture.health("storage") == "critical")
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(fixture.journal.turns.compactMap(\.aliveAt) == [fixture.now.wall])
    #expect(fixture.health("storage") == "ok")
  }
}
