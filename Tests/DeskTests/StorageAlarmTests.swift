import AmparoCore
import AmparoDesk
import Testing

@Suite struct StorageAlarmTests {
  @Test("one request id that cannot be looked up alarms until storage can be read again")
  func lookup() {
    let fixture = DeskFixture()
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    let effects = fixture.turn {
      fixture.handle(#"{"op":"alert.raise","request_id":"r1","source":"phone"}"#)
      fixture.journal.failure = nil
    }
    #expect(DeskFixture.replies(effects).first?["durable"] == true)
    #expect(fixture.health("storage") == "critical")
    #expect(fixture.desk.isToSettle)
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    _ = fixture.turn {
      fixture.desk.settle()
      fixture.journal.failure = nil
    }
    #expect(fixture.health("storage") == "critical")
    _ = fixture.turn { fixture.desk.settle() }
    #expect(fixture.health("storage") == "ok")
    #expect(!fixture.desk.isToSettle)
  }
}
