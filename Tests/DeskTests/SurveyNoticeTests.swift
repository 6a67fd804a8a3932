import AmparoCore
import AmparoDesk
import AmparoTesting
import Testing

/// What a coordinator is told of the rota, at once and daily, with time passed in.
@Suite struct SurveyNoticeTests {
  private static let supervisorOnly = Peer(
    uid: 7, logins: ["7"], roles: [.responder, .supervisor], actsFor: .any)
  private static let hour = TimeSpan.hours(1)
  private static let day = TimeSpan.days(1)

  /// A unit whose rota is as given; o2 is its supervisor, and looks on from a terminal.
  private func fixture(_ rota: String = "{}") throws -> DeskFixture {
    let fixture = DeskFixture()
    fixture.now = Moment(wall: 1_764_000_000_000, line: 1_000_000)
    try apply(rota, fixture)
    return fixture
  }

  private func apply(_ rota: String, _ fixture: DeskFixture) throws {
    let text = """
      {unit: {id: "u", name: "U", time_zone: "UTC"},
       officers: [{id: "o1", contacts: [{channel: "queue"}]},
                  {id: "o2", supervisor: true, contacts: [{channel: "queue"}]}],
       rota: \(rota)}
      """
    let read = DirectoryDocument.decode(
      try JSONParser.parseJSON5(Array(text.utf8)).value, countryCode: "34",
      zone: { _ in .utc }, contacts: [])
    let directory = try #require(read.value)
    let task = fixture.ask(#"{"op":"directory.check","document":{}}"#).effects
    let work = try #require(Self.works(task).first)
    guard case .readDirectory(var reading) = work.1 else {
      Issue.record("no document was to be read")
      return
    }
    reading.apply = true
    let (rows, _) = Directory.changes(from: reading.context.directory, to: directory)
    _ = fixture.turn {
      fixture.desk.finish(
        .readDirectory(reading), at: work.0,
        with: .directory(
          WorkResult.DirectoryReading(
            directory: directory, rows: rows, summary: .object([]), faults: [], warnings: [])))
    }
  }

  private static func works(_ effects: [Effect]) -> [(Seat, Work)] {
    effects.compactMap { effect in
      if case .work(let seat, let work) = effect { (seat, work) } else { nil }
    }
  }

  /// Lets the time pass and makes the survey that is due; the `notice` events that came of it, with
  /// whom they went to, and whether there was one to make.
  private func survey(
    _ fixture: DeskFixture, after span: TimeSpan = .seconds(0)
  ) -> (notices: [(ConnectionID, JSONValue)], wasDue: Bool) {
    fixture.now.wall += span.milliseconds
    fixture.now.line += span.milliseconds
    let due = Self.works(fixture.turn { fixture.desk.surveyIfDue() })
    var effects: [Effect] = []
    for (seat, work) in due {
      guard case .survey(let context, let now) = work else { continue }
      let made = Survey(
        context.directory, context.settings, FollowUpBook(), now: now)
      effects += fixture.turn { fixture.desk.finish(work, at: seat, with: .survey(made)) }
    }
    let notices = effects.compactMap { effect -> (ConnectionID, JSONValue)? in
      guard case .event(let connection, let bytes) = effect,
        let event = DeskFixture.parse(bytes), event["event"]?.string == "notice"
      else { return nil }
      return (connection, event)
    }
    return (notices, !due.isEmpty)
  }

  private func subscribe(_ fixture: DeskFixture) -> [JSONValue] {
    DeskFixture.events(
      fixture.ask(
        #"{"op":"queue.subscribe","officer":"o2"}"#, from: Self.supervisorOnly,
        on: DeskFixture.terminal
      ).effects)
  }

  private static let gap = #"{primary: []}"#
  private static let whole = #"{primary: [{officers: ["o1"], from: "2025-01-06T07:00"}]}"#
  /// Nobody for an hour of each night.
  private static let nightly = """
    {primary: [{officers: ["o1"], from: "2025-01-06T07:00",
                windows: [{start: "04:00", end: "03:00"}]}]}
    """

  @Test("a supervisor at a terminal is told of a gap at once, and it stands in the queue")
  func atOnce() throws {
    let fixture = try fixture(Self.whole)
    _ = subscribe(fixture)
    #expect(survey(fixture).notices.isEmpty)
    try apply(Self.gap, fixture)
    let told = survey(fixture).notices
    #expect(told.map(\.0) == [DeskFixture.terminal])
    let notice = try #require(told.first?.1)
    #expect(notice["notice"]?.string == "rota")
    #expect(notice["count"]?.int == 1)
    #expect(
      notice["concerns"]?.array?.first?.string?.hasPrefix("Nadie de guardia (primary)") == true)
    let queue = fixture.ask(#"{"op":"queue.list","officer":"o2"}"#).reply
    #expect(queue?["notices"]?.array?.map { $0["notice"]?.string } == ["rota"])
    let health = fixture.ask(#"{"op":"health"}"#).reply
    #expect(health?["status"]?.string == "warning")
    let check = health?["checks"]?.array?.first { $0["name"]?.string == "directory" }
    #expect(check?["message"]?.string?.hasPrefix("rota.primary: nobody is on call") == true)
  }

  @Test("an officer who is no supervisor is not told of the rota")
  func onlySupervisors() throws {
    let fixture = try fixture(Self.gap)
    let officer = Peer(uid: 9, logins: ["9"], roles: [.responder], actsFor: .any)
    _ = fixture.ask(
      #"{"op":"queue.subscribe","officer":"o1"}"#, from: officer, on: DeskFixture.terminal)
    #expect(survey(fixture).notices.isEmpty)
    let queue = fixture.ask(#"{"op":"queue.list","officer":"o1"}"#, from: officer).reply
    #expect(queue?["notices"]?.array?.isEmpty == true)
  }

  @Test("a terminal that comes later is told what stands")
  func later() throws {
    let fixture = try fixture(Self.gap)
    #expect(survey(fixture).notices.isEmpty)
    #expect(subscribe(fixture).contains { $0["notice"]?.string == "rota" })
  }

  @Test("a terminal that was cut off is told of the notice it missed, as it was")
  func missed() throws {
    let fixture = try fixture(Self.gap)
    #expect(survey(fixture).notices.isEmpty)
    let asked = fixture.ask(
      #"{"op":"queue.subscribe","officer":"o2","after":0}"#, from: Self.supervisorOnly,
      on: DeskFixture.terminal)
    let upTo = asked.reply?["seq"]?.int ?? 0
    let rows = fixture.journal.turns.flatMap(\.entries).filter { $0.stream != nil }
      .map { StoredEntry(seq: 1, entry: $0, hash: []) }
    var told: [JSONValue] = []
    for (seat, work) in DeskFixture.work(asked.effects) {
      told += DeskFixture.events(
        fixture.turn { fixture.desk.finish(work, at: seat, with: .replay(rows, upTo: upTo)) })
    }
    let notices = told.filter { $0["notice"]?.string == "rota" }
    #expect(notices.count == 2)
    #expect(notices.first?["seq"]?.int ?? .max <= upTo)
    #expect(notices.first?["text"] == notices.last?["text"])
    #expect(notices.first?["officers"] == nil)
  }

  @Test(
    "what stays as it is, is looked at hourly and told daily, not hourly",
    arguments: [gap, nightly])
  func daily(rota: String) throws {
    let fixture = try fixture(rota)
    _ = subscribe(fixture)
    #expect(survey(fixture).notices.count == 1)
    var told: [Int] = []
    for hour in 1...72 {
      let (notices, wasDue) = survey(fixture, after: Self.hour)
      #expect(wasDue, "hour \(hour)")
      if !notices.isEmpty { told.append(hour) }
    }
    #expect(told == [24, 48, 72])
  }

  @Test("a gap more is told at once, though others are known; one less is not")
  func another() throws {
    let fixture = try fixture(Self.nightly)
    _ = subscribe(fixture)
    #expect(survey(fixture).notices.count == 1)
    let worse = Self.nightly.replacing("03:00", with: "02:55")
    try apply(worse, fixture)
    #expect(survey(fixture, after: .seconds(1)).notices.count == 1)
    try apply(Self.nightly, fixture)
    #expect(survey(fixture, after: .seconds(1)).notices.isEmpty)
    try apply(Self.whole, fixture)
    #expect(survey(fixture, after: .seconds(1)).notices.isEmpty)
    #expect(fixture.ask(#"{"op":"health"}"#).reply?["status"]?.string == "ok")
    try apply(Self.nightly, fixture)
    #expect(survey(fixture, after: .seconds(1)).notices.count == 1)
  }

  @Test("each telling is on record, by ids")
  func recorded() throws {
    let fixture = try fixture(Self.gap)
    _ = survey(fixture)
    let entry = try #require(fixture.journal.turns.flatMap(\.entries).last { $0.kind == "notice" })
    #expect(DeskFixture.parse(entry.body)?["notice"]?.string == "rota")
    #expect(DeskFixture.parse(entry.body)?["officers"]?.array?.map(\.string) == ["o2"])
  }
}
