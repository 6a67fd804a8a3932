import AmparoCore
import AmparoDesk
import AmparoTesting
import AmparoWire
import Testing

@Suite struct FollowUpDeskTests {
  private let raise =
    #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#

  /// Has the survey made, and the notices told.
  private func survey(_ fixture: DeskFixture) throws -> [Effect] {
    let asked = DeskFixture.work(fixture.turn { fixture.desk.surveyIfDue() })
    let (seat, work) = try #require(asked.first)
    guard case .survey(let context, let now) = work else { return [] }
    let made = Survey(context.directory, context.settings, context.followUps, now: now)
    return fixture.turn { fixture.desk.finish(work, at: seat, with: .survey(made)) }
  }

  private func plan(
    _ fixture: DeskFixture, due: String = "2026-11-26T10:00", more: String = ""
  ) -> JSONValue? {
    fixture.ask(
      #"{"op":"followup.plan","case":"VG-1","kind":"school","due":"\#(due)"\#(more)}"#
    ).reply
  }

  @Test("another follow-up falls due after each alert, and none after a drill or a further call")
  func afterAlert() {
    let fixture = DeskFixture()
    _ = fixture.ask(#"{"op":"drill.start","case":"VG-1"}"#)
    #expect(fixture.journal.turns.flatMap(\.followUps).isEmpty)
    _ = fixture.ask(raise)
    _ = fixture.ask(
      #"{"op":"alert.raise","request_id":"r2","caller":"600111001","source":"phone"}"#)
    let planned = fixture.journal.turns.flatMap(\.followUps)
    #expect(planned.map(\.kind) == [.interview])
    #expect(planned.map(\.caseID) == [CaseID("VG-1")])
    #expect(planned.map(\.due) == [fixture.now.wall + TimeSpan.hours(24).milliseconds])
    #expect(planned.map(\.alert) == [AlertID(2)])
  }

  @Test("a follow-up is done once: the second report is a conflict, an unknown one is not found")
  func doneTwice() {
    let fixture = DeskFixture()
    let number = plan(fixture)?["followup"]?.string ?? ""
    let line = #"{"op":"followup.done","followup":"\#(number)","note":"visto"}"#
    let done = fixture.ask(line).reply
    #expect(done?["done"]?.string != nil)
    #expect(done?["done_by"] == "uid:1")
    let again = fixture.ask(line).reply
    #expect(again?["error"]?["code"] == "conflict")
    let unknown = fixture.ask(#"{"op":"followup.done","followup":"99"}"#).reply
    #expect(unknown?["error"]?["code"] == "not_found")
    #expect(fixture.journal.turns.flatMap(\.followUps).count == 2)
  }

  @Test("one planned in the past is taken, warned of, and overdue at once")
  func past() {
    let fixture = DeskFixture()
    let reply = plan(fixture, due: "1969-12-31T10:00")
    #expect(reply?["overdue"] == true)
    #expect(reply?["warnings"]?.array?.count == 1)
    #expect(plan(fixture)?["warnings"] == [])
  }

  @Test(
    "what cannot be right is refused, with the member that is wrong",
    arguments: [
      (#""op":"followup.plan","kind":"school","due":"2026-11-26""#, "case"),
      (#""op":"followup.plan","case":"VG-9","kind":"school","due":"2026-11-26""#, "case"),
      (#""op":"followup.plan","case":"VG-1","kind":"scool","due":"2026-11-26""#, "kind"),
      (#""op":"followup.plan","case":"VG-1","due":"2026-11-26""#, "kind"),
      (#""op":"followup.plan","case":"VG-1","kind":"school","due":"mañana""#, "due"),
      (#""op":"followup.plan","case":"VG-1","kind":"school""#, "due"),
      (#""op":"followup.done","case":"VG-9""#, "case"), (#""op":"followup.done""#, "case"),
      (#""op":"followup.done","case":"VG-1","kind":"x""#, "kind"),
      (#""op":"followup.done","case":"VG-1","done":"2999-01-01T00:00""#, "done"),
      (#""op":"followup.done","followup":"next:VG-9""#, "followup"),
      (#""op":"followup.done","followup":{}"#, "followup"),
      (#""op":"followup.done","followup":"1","kind":"phone""#, "kind"),
      (#""op":"followup.list","state":"late""#, "state"),
      (#""op":"followup.list","limit":0"#, "limit"),
    ])
  func refused(members: String, field: String) {
    let fixture = DeskFixture()
    _ = plan(fixture)
    let reply = fixture.ask("{\(members)}").reply
    #expect(reply?["ok"] == false)
    #expect(reply?["error"]?["field"]?.string == field)
    #expect(fixture.journal.turns.flatMap(\.followUps).count == 1)
  }

  @Test("a responder follows up the cases they are assigned to, and no others")
  func own() {
    let fixture = DeskFixture()
    let line = #"{"op":"followup.done","case":"VG-1","kind":"interview"}"#
    let stranger = Peer(uid: 9, logins: ["9"], roles: [.responder])
    #expect(fixture.ask(line, from: stranger).reply?["error"]?["code"] == "forbidden")
    #expect(fixture.looks.last?.kind == "denied")
    #expect(fixture.ask(line, from: DeskFixture.officer).reply?["done_by"] == "o1/uid:3")
  }

  @Test("an officer excluded from a case does not follow it up, whatever its record says")
  func excluded() {
    let fixture = DeskFixture()
    let edit = #"{"op":"case.edit","case":"VG-1","add":{"excluded":["o1"]},"reason":"parentesco"}"#
    #expect(fixture.ask(edit).reply?["ok"] == true)
    let line = #"{"op":"followup.done","case":"VG-1","kind":"interview"}"#
    let reply = fixture.ask(line, from: DeskFixture.officer).reply
    #expect(reply?["error"]?["code"] == "forbidden")
  }

  @Test("a list is of one's own cases; of all for a supervisor, who may ask for an officer's")
  func scope() throws {
    let fixture = DeskFixture()
    func officer(_ more: String, _ peer: Peer) throws -> OfficerID? {
      let effects = fixture.ask(#"{"op":"followup.list"\#(more)}"#, from: peer).effects
      let (_, work) = try #require(DeskFixture.work(effects).first)
      guard case .listFollowUps(_, let query, _, _) = work else { return nil }
      return query.officer
    }
    #expect(try officer("", DeskFixture.officer) == OfficerID("o1"))
    #expect(try officer("", DeskFixture.console) == nil)
    #expect(try officer(#","officer":"o2""#, DeskFixture.console) == OfficerID("o2"))
    let stranger = Peer(uid: 9, logins: ["9"], roles: [.responder])
    let (reply, effects) = fixture.ask(#"{"op":"followup.list"}"#, from: stranger)
    #expect(reply?["error"]?["field"] == "officer")
    #expect(DeskFixture.work(effects).isEmpty)
  }

  @Test("what is overdue is the officer's notice, then the supervisors', daily, and never a page")
  func notices() throws {
    let fixture = DeskFixture()
    let officer = DeskFixture.terminal
    let supervisor = ConnectionID(3)
    _ = fixture.ask(#"{"op":"queue.subscribe"}"#, from: DeskFixture.officer, on: officer)
    let boss = Peer(uid: 8, logins: ["8"], roles: [.supervisor])
    _ = fixture.ask(#"{"op":"queue.subscribe"}"#, from: boss, on: supervisor)
    func told(_ effects: [Effect]) -> [ConnectionID] {
      #expect(DeskFixture.pages(effects).isEmpty)
      return effects.compactMap { effect in
        guard case .event(let connection, let bytes) = effect,
          let event = DeskFixture.parse(bytes), event["event"] == "notice",
          event["case"] == "VG-1"
        else { return nil }
        return connection
      }.sorted { $0.rawValue < $1.rawValue }
    }
    func pass(_ span: TimeSpan) {
      fixture.now.wall += span.milliseconds
      fixture.now.line += span.milliseconds
    }
    _ = try survey(fixture)
    let planned = plan(fixture, due: "1970-01-01T02:00")
    pass(.hours(3))
    #expect(try told(survey(fixture)) == [officer])
    let looks = fixture.looks.filter { $0.kind == "notices_shown" }
    #expect(looks.map(\.actor) == ["o1/uid:3"])
    pass(.hours(1))
    #expect(try told(survey(fixture)).isEmpty)
    let queue = fixture.ask(#"{"op":"queue.list"}"#, from: DeskFixture.officer).reply
    #expect(queue?["notices"]?.array?.map { $0["case"] } == ["VG-1"])
    #expect(
      fixture.ask(#"{"op":"queue.list"}"#, from: boss).reply?["notices"]?.array?.isEmpty == true)
    pass(.hours(24))
    #expect(try told(survey(fixture)) == [officer, supervisor])
    #expect(
      fixture.ask(#"{"op":"queue.list"}"#, from: boss).reply?["notices"]?.array?.count == 1)
    pass(.hours(24))
    #expect(try told(survey(fixture)) == [officer, supervisor])
    let number = planned?["followup"]?.string ?? ""
    _ = fixture.ask(#"{"op":"followup.done","followup":"\#(number)"}"#)
    _ = try survey(fixture)
    #expect(
      fixture.ask(#"{"op":"queue.list"}"#, from: boss).reply?["notices"]?.array?.isEmpty == true)
    #expect(fixture.journal.turns.flatMap(\.pages).isEmpty)
  }

  @Test("an alert raised while a survey is made is followed up when its time comes, not an hour on")
  func raisedMeanwhile() throws {
    let fixture = DeskFixture()
    var settings = fixture.desk.context.settings
    settings.followUps.afterAlert = .minutes(5)
    _ = fixture.turn { fixture.desk.finishReload(nil, settings: settings, faults: []) }
    let asked = DeskFixture.work(fixture.turn { fixture.desk.surveyIfDue() })
    let (seat, work) = try #require(asked.first)
    guard case .survey(let context, let now) = work else { return }
    _ = fixture.ask(raise)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":1,"reason":"x"}"#)
    let made = Survey(context.directory, context.settings, context.followUps, now: now)
    _ = fixture.turn { fixture.desk.finish(work, at: seat, with: .survey(made)) }
    let due = fixture.now.line + TimeSpan.minutes(5).milliseconds
    #expect(fixture.desk.nextWake() == due)
  }

  @Test("a closing records complaint and referral; a word that is none of theirs closes nothing")
  func closing() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    func resolve(_ more: String) -> JSONValue? {
      fixture.ask(
        #"{"op":"alert.resolve","alert":1,"officer":"o1","outcome":"attended",\#(more)}"#
      ).reply
    }
    #expect(resolve(#""complaint":"maybe""#)?["error"]?["field"] == "complaint")
    #expect(resolve(#""referral":"police""#)?["error"]?["field"] == "referral")
    #expect(resolve(#""referral":["school",5]"#)?["error"]?["field"] == "referral")
    let reply = resolve(
      #""complaint":"filed","referral":["national_police","job_and_training"]"#)
    #expect(reply?["state"] == "resolved")
    let shown = fixture.ask(#"{"op":"alert.get","alert":1}"#).reply
    #expect(shown?["complaint"] == "filed")
    #expect(shown?["referrals"] == ["national_police", "job_and_training"])
  }
}
