import AmparoCore
import AmparoDesk
import AmparoTesting
import AmparoWire
import Testing

@Suite struct LookTests {
  private let raise =
    #"{"op":"alert.raise","request_id":"r1","caller":"600111001","source":"phone"}"#
  private let unknown =
    #"{"op":"alert.raise","request_id":"r2","caller":"anonymous","source":"phone"}"#

  typealias Look = (line: String, kind: String, caseID: String?, alert: Int64?)

  static let looks: [Look] = [
    (#"{"op":"alert.get","alert":1}"#, "alert_shown", "VG-1", 1),
    (#"{"op":"alert.get","alert":2}"#, "alert_shown", nil, 2),
    (#"{"op":"alert.history","alert":1}"#, "history_shown", "VG-1", 1),
    (#"{"op":"queue.list","officer":"o1"}"#, "queue_listed", "VG-1", 1),
    (#"{"op":"queue.list","officer":"o3"}"#, "queue_listed_empty", nil, nil),
    (#"{"op":"case.show","case":"VG-1","reason":"por qué"}"#, "case_shown", "VG-1", nil),
    (#"{"op":"case.show","case":"VG-9","reason":"por qué"}"#, "case_not_found", "VG-9", nil),
    (#"{"op":"followup.list","case":"VG-9","officer":"o1"}"#, "case_not_found", "VG-9", nil),
    (#"{"op":"directory.export","reason":"por qué"}"#, "directory_exported", nil, nil),
    (
      #"{"op":"followup.plan","case":"VG-1","kind":"phone","due":"2026-11-26T10:00"}"#,
      "followup_planned", "VG-1", nil
    ),
    (#"{"op":"retention.hold","case":"VG-1","reason":"por qué"}"#, "holds_listed", nil, nil),
  ]

  @Test("every look is on record with its case and alert before it leaves", arguments: looks)
  func recorded(look: Look) throws {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    _ = fixture.ask(unknown)
    let before = fixture.looks.count
    _ = fixture.ask(look.line)
    let row = try #require(fixture.looks.dropFirst(before).first)
    #expect(row.kind == look.kind)
    #expect(row.caseID?.rawValue == look.caseID)
    #expect(row.alert?.rawValue == look.alert)
    #expect(row.actor.hasSuffix("uid:1"))
    let reason = look.line.contains("por qué") && look.kind != "holds_listed"
    #expect((row.personal != nil) == reason)
  }

  @Test(
    "a look that is denied is on record with the case of the alert it was for",
    arguments: [
      (#"{"op":"alert.get","alert":1,"reason":"x"}"#, "VG-1", Int64(1)),
      (#"{"op":"alert.history","alert":7}"#, nil, 7),
      (#"{"op":"case.show","case":"VG-1","reason":"x"}"#, "VG-1", nil),
      (#"{"op":"case.list","find":"Secreta"}"#, nil, nil), (#"{"op":"queue.list"}"#, nil, nil),
      (#"{"op":"access.list","case":"VG-1"}"#, "VG-1", nil),
      (#"{"op":"directory.export"}"#, nil, nil),
    ])
  func denied(line: String, caseID: String?, alert: Int64?) throws {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    let before = fixture.looks.count
    let reply = fixture.ask(line, from: DeskFixture.gateway).reply
    #expect(reply?["error"]?["code"] == "forbidden")
    let rows = fixture.looks.dropFirst(before)
    #expect(rows.map(\.kind) == ["denied"])
    #expect(rows.first?.caseID?.rawValue == caseID)
    #expect(rows.first?.alert?.rawValue == alert)
    #expect(rows.first?.actor == "uid:2")
  }

  @Test("a responder whom an alert does not concern sees no card, and that they asked is on record")
  func withheld() {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    _ = fixture.ask(#"{"op":"alert.acknowledge","alert":1,"officer":"o2"}"#)
    let stranger = Peer(uid: 9, logins: ["9"], roles: [.responder])
    let reply = fixture.ask(#"{"op":"alert.get","alert":1}"#, from: stranger).reply
    #expect(reply?["card"] == nil)
    #expect(fixture.looks.last?.kind == "card_withheld")
    #expect(fixture.looks.last?.caseID == CaseID("VG-1"))
    #expect(fixture.looks.last?.actor == "uid:9")
  }

  @Test("an officer excluded from a case is not shown it, supervisor or not")
  func excluded() {
    let fixture = DeskFixture()
    _ = fixture.ask(
      #"{"op":"case.edit","case":"VG-1","add":{"excluded":["o3"]},"reason":"parentesco"}"#)
    let show = #"{"op":"case.show","case":"VG-1","reason":"x","officer":"#
    #expect(fixture.ask(show + #""o2"}"#).reply?["card"] != nil)
    let reply = fixture.ask(show + #""o3"}"#).reply
    #expect(reply?["error"]?["code"] == "forbidden")
    #expect(reply?["card"] == nil)
    #expect(fixture.looks.filter { $0.kind == "denied" }.map(\.caseID) == [CaseID("VG-1")])
  }

  @Test("a page is a look by each person at the officer's terminals, of an unknown caller, too")
  func pages() {
    let fixture = DeskFixture()
    _ = fixture.ask(
      #"{"op":"queue.subscribe"}"#, from: DeskFixture.officer, on: DeskFixture.terminal)
    for place: UInt64 in [11, 12] {
      _ = fixture.ask(#"{"op":"queue.subscribe","officer":"o1"}"#, on: ConnectionID(place))
    }
    let before = fixture.looks.count
    _ = fixture.ask(raise)
    let rows = fixture.looks.dropFirst(before)
    #expect(rows.map(\.kind) == ["card_paged", "card_paged"])
    #expect(rows.map(\.actor) == ["o1/uid:1", "o1/uid:3"])
    _ = fixture.ask(#"{"op":"queue.subscribe","officer":"contact:desk"}"#, on: ConnectionID(13))
    _ = fixture.ask(unknown)
    #expect(fixture.looks.last?.kind == "card_paged")
    #expect(fixture.looks.last?.caseID == nil)
    #expect(fixture.looks.last?.alert == AlertID(2))
  }

  @Test("a terminal that comes back, or asks for what it missed, looks at each card again")
  func resent() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    let before = fixture.looks.count
    let subscribe = #"{"op":"queue.subscribe","after":0}"#
    let effects = fixture.ask(
      subscribe, from: DeskFixture.officer, on: DeskFixture.terminal
    ).effects
    #expect(fixture.looks.dropFirst(before).map(\.kind) == ["card_paged"])
    let (seat, work) = try #require(DeskFixture.work(effects).first)
    let rows = fixture.journal.turns.flatMap(\.entries).compactMap { PublishedRow($0) }
    let replayed = fixture.turn {
      fixture.desk.finish(work, at: seat, with: .replayed(rows, more: nil))
    }
    #expect(DeskFixture.events(replayed).contains { $0["card"]?["name"] == "Secreta" })
    #expect(fixture.looks.dropFirst(before).map(\.kind) == ["card_paged", "card_paged"])
    #expect(fixture.looks.last?.actor == "o1/uid:3")
  }

  @Test("a list made beside the line is on record with every case in it, or as empty")
  func lists() throws {
    let fixture = DeskFixture()
    func list(_ cases: [String]) throws -> [JSONValue] {
      let line = #"{"op":"case.list","find":"Secreta","reason":"por qué"}"#
      let (seat, work) = try #require(DeskFixture.work(fixture.ask(line).effects).first)
      guard case .listCases(_, let query, let look) = work else { return [] }
      #expect(query.text == "Secreta")
      let looked = WorkResult.Looked(
        kind: "cases_searched", cases: cases.map { CaseID($0) }, isEmpty: cases.isEmpty,
        members: ["cases": .strings(cases)], look: look)
      return DeskFixture.replies(
        fixture.turn { fixture.desk.finish(work, at: seat, with: .looked(looked)) })
    }
    #expect(try list(["VG-1", "VG-2"]).first?["cases"] == ["VG-1", "VG-2"])
    let row = try #require(fixture.looks.last)
    #expect(row.kind == "cases_searched")
    #expect(String(decoding: row.body, as: UTF8.self) == #"{"cases":["VG-1","VG-2"]}"#)
    #expect(
      String(decoding: row.personal ?? [], as: UTF8.self)
        == #"{"reason":"por qué","find":"Secreta"}"#)
    _ = try list([])
    #expect(fixture.looks.last?.kind == "cases_searched_empty")
  }

  @Test("access.list is refused for a stretch that ends before it begins, and for no stretch")
  func stretch() {
    let fixture = DeskFixture()
    for to in ["2026-11-25T10:00", "2026-11-25T09:59", "2025-01-01"] {
      let line = #"{"op":"access.list","from":"2026-11-25T10:00","to":"\#(to)"}"#
      let reply = fixture.ask(line).reply
      #expect(reply?["error"]?["field"] == "to")
    }
    for member in [#""from":"mañana""#, #""to":7"#, #""limit":0"#, #""case":5"#, #""after":"x""#] {
      let reply = fixture.ask(#"{"op":"access.list",\#(member)}"#).reply
      #expect(reply?["error"]?["code"] == "bad_request", "\(member)")
    }
    #expect(fixture.looks.isEmpty)
  }

  @Test("a list of alerts has what storage still owes, in the place of what is stored")
  func owedAlerts() throws {
    let fixture = DeskFixture()
    _ = fixture.ask(raise)
    let stored = try #require(fixture.journal.turns.flatMap(\.alerts).last)
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    _ = fixture.ask(#"{"op":"alert.raise","request_id":"r2","caller":"","source":"phone"}"#)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":1,"reason":"x"}"#)
    func listed(_ members: String = "") throws -> [AlertID] {
      let line = #"{"op":"alert.list"\#(members)}"#
      let work = try #require(DeskFixture.work(fixture.ask(line).effects).first?.work)
      guard case .listAlerts(let query, let owed, _) = work else { return [] }
      return query.page(of: [stored], owed: owed).rows.map(\.id)
    }
    #expect(try listed() == [2, 1].map { AlertID($0) })
    #expect(try listed(#","limit":1"#) == [AlertID(2)])
    #expect(try listed(#","before":2"#) == [AlertID(1)])
    #expect(try listed(#","state":"paging""#) == [AlertID(2)])
    #expect(try listed(#","state":"cancelled""#) == [AlertID(1)])
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(try listed(#","state":"paging""#) == [AlertID(1)])
  }

  @Test("while storage fails no look outside an alert is answered; an alert's card still is")
  func storageFails() throws {
    let fixture = DeskFixture()
    let list = #"{"op":"case.list"}"#
    let (seat, work) = try #require(DeskFixture.work(fixture.ask(list).effects).first)
    guard case .listCases(_, _, let look) = work else { return }
    fixture.journal.failure = JournalFailure(message: "disk I/O error")
    let looked = WorkResult.Looked(
      kind: "cases_listed", cases: [CaseID("VG-1")], isEmpty: false,
      members: ["cases": ["VG-1"]], look: look)
    let replies = DeskFixture.replies(
      fixture.turn { fixture.desk.finish(work, at: seat, with: .looked(looked)) })
    #expect(replies.first?["error"]?["code"] == "internal")
    for line in [
      #"{"op":"case.show","case":"VG-1","reason":"x"}"#, #"{"op":"directory.export"}"#,
    ] {
      let (reply, effects) = fixture.ask(line)
      #expect(reply?["error"]?["code"] == "internal", "\(line)")
      #expect(DeskFixture.work(effects).isEmpty)
    }
    _ = fixture.ask(
      #"{"op":"queue.subscribe"}"#, from: DeskFixture.officer, on: DeskFixture.terminal)
    let page = DeskFixture.events(fixture.ask(raise).effects).first { $0["event"] == "page" }
    #expect(page?["card"]?["name"] == "Secreta")
    let shown = fixture.ask(#"{"op":"case.show","case":"VG-1","reason":"x"}"#).reply
    #expect(shown?["card"]?["name"] == "Secreta")
    fixture.journal.failure = nil
    _ = fixture.turn { fixture.desk.settle() }
    #expect(fixture.looks.filter { $0.kind == "card_paged" }.count == 1)
    _ = fixture.ask(#"{"op":"alert.cancel","alert":1,"reason":"x"}"#)
    #expect(
      fixture.ask(#"{"op":"case.show","case":"VG-1","reason":"x"}"#).reply?["ok"] == true)
  }
}
