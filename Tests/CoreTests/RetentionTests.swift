import AmparoCore
import Testing

@Suite struct RetentionTests {
  @Test("each kind of data has a time of its own, counted back from now")
  func cutoffs() {
    var times = RetentionTimes()
    times.resolvedAlerts = .days(2)
    times.accessLog = .days(3)
    times.followUps = .days(4)
    let day: Int64 = 86_400_000
    let cutoffs = RetentionCutoffs(times, holds: [CaseID("a")], now: 10 * day)
    #expect(cutoffs.closedAlerts == 8 * day)
    #expect(cutoffs.accessLog == 7 * day)
    #expect(cutoffs.followUps == 6 * day)
    #expect(cutoffs.holds == [CaseID("a")])
  }

  @Test("a hold comes back from its row as it was placed, and its lifting takes the row away")
  func holdRow() {
    let hold = LegalHold(caseID: CaseID("VG-ñ\"1"), reason: "diligencias", by: "o1/uid:3", at: 77)
    #expect(LegalHold(row: hold.row) == hold)
    #expect(LegalHold(row: hold.lifting) == nil)
    #expect(hold.lifting.id == hold.row.id)
  }

  @Test(
    "a row that is no hold, or none that can be read, is none",
    arguments: [#"{"reason":"x","by":"y"}"#, "{", "[]", #"{"at":"soon"}"#])
  func badRow(body: String) {
    let row = DirectoryRow(kind: .hold, id: "VG-1", position: 0, body: Array(body.utf8))
    #expect(LegalHold(row: row) == nil)
    let other = DirectoryRow(kind: .role, id: "VG-1", position: 0, body: Array(#"{"at":1}"#.utf8))
    #expect(LegalHold(row: other) == nil)
  }

  @Test("an erased alert is read back whole but for what was said, and stays closed")
  func replayed() {
    let raised = Raised(
      requestID: "r", code: "C", source: .phone, callerRole: .unknown, presentation: nil,
      isSilent: false, isDrill: false, cases: [CaseID("VG-1")], risk: .high,
      isAggressorLine: false, isStaleNumber: false, policy: "p", warnings: [],
      call: CallFacts(note: "sus palabras"))
    let closing = Closing(
      .attended, complaint: .filed, referrals: [.school, .jobAndTraining], note: "suya")
    let events: [AlertEvent] = [
      .raised(raised), .noted(text: "palabras"), .resolved(officer: OfficerID("o1"), closing),
    ]
    var state = LineState()
    let rows = events.enumerated().map { place, event -> LedgerEntry in
      let at = Int64(place)
      state.apply(event, to: AlertID(1), at: Moment(wall: at, line: at))
      let standing = state.alert(AlertID(1)).map(Standing.init)
      var row =
        Recorded(
          alert: AlertID(1), event: event, at: at, actor: "x",
          standing: standing
            ?? Standing(Alert(id: AlertID(1), raised: raised, at: Moment(wall: 0, line: 0))),
          stream: nil
        ).entry
      row.personal = nil
      return row
    }
    let alert = Alert.replayed(from: rows.compactMap { Recorded($0) })
    #expect(alert?.state == .resolved)
    #expect(alert?.closing?.complaint == .filed)
    #expect(alert?.closing?.referrals == [.school, .jobAndTraining])
    #expect(alert?.closing?.note == nil)
    #expect(alert?.raised.call == CallFacts())
    #expect(alert?.raised.cases == [CaseID("VG-1")])
  }
}
