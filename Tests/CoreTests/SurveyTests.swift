import AmparoCore
import Testing

@Suite struct SurveyTests {
  typealias F = RotaFixture

  private static let now = RotaFixture.wall("2026-11-25T12:00")
  private static let end = now + Survey.lookAhead.milliseconds
  private static let day = RotaLayer(
    name: "base", officers: [OfficerID("o1"), OfficerID("o2")],
    from: RotaFixture.local("2026-01-05T07:00"), period: RotaFixture.day)

  private static func away(_ officer: String, _ from: String, _ to: String) -> Absence {
    Absence(officer: OfficerID(officer), from: F.wall(from), to: F.wall(to), reason: "leave")
  }

  private static func directory(
    _ roles: [RotaRole] = [RotaRole(name: "primary", layers: [day])],
    overrides: [RotaOverride] = [], channels: [String: [String]] = [:],
    absences: [Absence] = [], deputies: [String] = [], excluded: [String] = []
  ) -> Directory {
    let officers = ["o1", "o2", "o3"].map { id in
      Officer(
        id: OfficerID(id), name: id,
        contacts: (channels[id] ?? [Contact.queueChannel]).map { Contact(channel: $0) })
    }
    let item = Case(
      id: CaseID("VG-1"), assigned: OfficerID("o3"), deputies: deputies.map { OfficerID($0) },
      excluded: excluded.map { OfficerID($0) })
    return Directory(
      officers: officers, cases: [item],
      rota: Rota(roles: roles, overrides: overrides, zone: F.madrid), absences: absences)
  }

  private static func concerns(_ directory: Directory) -> [Concern] {
    Survey.concerns(of: directory, DirectoryFixture.settings, from: now, to: end)
  }

  @Test("a unit in order gives no concern, and health and warnings have nothing to say")
  func nothing() {
    let directory = Self.directory()
    #expect(Self.concerns(directory).isEmpty)
    let warnings = Survey.warnings(of: directory, DirectoryFixture.settings, now: Self.now)
    #expect(warnings.isEmpty)
  }

  @Test("a role that policies page and that the rota calls by another name is a gap throughout")
  func misnamedRole() {
    var settings = DirectoryFixture.settings
    func found(_ roles: [RotaRole], pages: [Target]) -> [Concern] {
      settings.policies = [
        "p": Policy(name: "p", steps: [Step(page: pages, ackWithin: .seconds(30))])
      ]
      return Survey.concerns(of: Self.directory(roles), settings, from: Self.now, to: Self.end)
    }
    let misnamed = [RotaRole(name: "primario", layers: [Self.day])]
    let named = [RotaRole(name: "primary", layers: [Self.day])]
    let both: [Target] = [.onCall(role: "primary"), .onCall(role: "secondary")]
    let gap = Concern.gap(role: "primary", from: Self.now, to: Self.end)
    #expect(found(misnamed, pages: [.assigned, .onCall(role: "primary")]) == [gap])
    // A unit without a second rota, or whose policies page none of it, may mean it.
    #expect(found(named, pages: both).isEmpty)
    #expect(found(misnamed, pages: [.assigned]).isEmpty)
    #expect(found([], pages: both).isEmpty)
  }

  @Test("a single minute without anyone in 14 days is found, wherever it lies")
  func oneMinute() throws {
    let windows = [
      F.window([.wed], "00:00", "03:17"), F.window([.wed], "03:18", "00:00"),
      F.window(F.everyDay.subtracting([.wed]), "00:00", "00:00"),
    ]
    var layer = F.layer("base", ["o1"], from: "2026-01-05T07:00", every: F.day, windows: windows)
    layer.name = "holed"
    let found = Self.concerns(Self.directory([RotaRole(name: "primary", layers: [layer])]))
    #expect(
      found
        == ["2026-12-02", "2026-12-09"].map {
          .gap(role: "primary", from: F.wall("\($0)T03:17"), to: F.wall("\($0)T03:18"))
        })
    #expect(
      found.first?.fault(F.madrid)
        == Fault(
          path: "rota.primary",
          message: "nobody is on call from 2026-12-02T03:17 to 2026-12-02T03:18"))
  }

  @Test("a role without layers is one gap of all the time")
  func emptyRole() {
    let roles = [RotaRole(name: "primary", layers: [Self.day]), RotaRole(name: "s", layers: [])]
    #expect(
      Self.concerns(Self.directory(roles)) == [.gap(role: "s", from: Self.now, to: Self.end)])
  }

  @Test("an officer on two roles at once is told for exactly that time")
  func clash() {
    let overrides = [
      RotaOverride(
        role: "secondary", officer: OfficerID("o1"), from: F.wall("2026-11-27T06:00"),
        to: F.wall("2026-11-27T08:00"), reason: "swap")
    ]
    let third = F.layer("third", ["o3"], from: "2026-01-05T07:00", every: F.day)
    let roles = [
      RotaRole(name: "primary", layers: [Self.day]), RotaRole(name: "secondary", layers: [third]),
    ]
    let found = Self.concerns(Self.directory(roles, overrides: overrides))
    // o2 has the turn of the 26th, o1 that of the 27th.
    #expect(
      found == [
        .clash(
          officer: OfficerID("o1"), roles: ["primary", "secondary"],
          from: F.wall("2026-11-27T07:00"), to: F.wall("2026-11-27T08:00"))
      ])
  }

  @Test("an officer absent on shift is told once for absences that meet or overlap")
  func absent() {
    let absences = [
      Self.away("o1", "2026-11-27T00:00", "2026-11-27T20:00"),
      Self.away("o1", "2026-11-27T12:00", "2026-11-28T00:00"),
      Self.away("o2", "2026-11-27T00:00", "2026-11-28T00:00"),
    ]
    let roles = [
      RotaRole(
        name: "primary",
        layers: [F.layer("only", ["o1"], from: "2026-01-05T07:00", every: F.day)])
    ]
    #expect(
      Self.concerns(Self.directory(roles, absences: absences)) == [
        .absent(
          officer: OfficerID("o1"), role: "primary", from: F.wall("2026-11-27T00:00"),
          to: F.wall("2026-11-28T00:00"))
      ])
  }

  @Test("an officer absent while two layers name them one after the other is told once")
  func absentOverLayers() {
    let nights = F.layer(
      "nights", ["o1"], from: "2026-01-05T00:00", every: F.day,
      windows: [F.window(F.everyDay, "23:00", "07:00")])
    let days = F.layer("days", ["o1"], from: "2026-01-05T07:00", every: F.day)
    let directory = Self.directory(
      [RotaRole(name: "primary", layers: [days, nights])],
      absences: [Self.away("o1", "2026-11-27T00:00", "2026-11-29T00:00")])
    #expect(
      Self.concerns(directory) == [
        .absent(
          officer: OfficerID("o1"), role: "primary", from: F.wall("2026-11-27T00:00"),
          to: F.wall("2026-11-29T00:00"))
      ])
  }

  @Test(
    "an officer of the rota with no channel, or only with one not configured, is told",
    arguments: [
      ([], true), (["bip"], true), (["sms"], true), (["bip", "queue"], false), (["call"], false),
      (["bell"], false),
    ])
  func noChannel(channels: [String], isTold: Bool) {
    var settings = DirectoryFixture.settings
    settings.channels = ["bell"]
    let found = Survey.concerns(
      of: Self.directory(channels: ["o2": channels]), settings, from: Self.now, to: Self.end)
    #expect(found == (isTold ? [.noChannel(officer: OfficerID("o2"))] : []))
  }

  @Test("who is not on the rota, or was only by an override that is over, needs no channel")
  func pastOverride() {
    func found(_ from: String, _ to: String) -> [Concern] {
      let item = RotaOverride(
        role: "primary", officer: OfficerID("o3"), from: F.wall(from), to: F.wall(to), reason: "")
      return Self.concerns(Self.directory(overrides: [item], channels: ["o3": []]))
    }
    #expect(found("2026-11-20T07:00", "2026-11-21T07:00").isEmpty)
    #expect(found("2026-12-24T07:00", "2026-12-25T07:00") == [.noChannel(officer: OfficerID("o3"))])
  }

  @Test("a contact of the configuration on the rota needs a channel as an officer does")
  func contact() {
    let id = OfficerID.contact("night_desk")
    var settings = DirectoryFixture.settings
    let layer = RotaLayer(
      name: "x", officers: [id], from: F.local("2026-01-05T07:00"), period: F.day)
    let directory = Self.directory([RotaRole(name: "primary", layers: [layer])])
    func found() -> [Concern] {
      Survey.concerns(of: directory, settings, from: Self.now, to: Self.end)
    }
    #expect(found() == [.noChannel(officer: id)])
    settings.contacts[id] = Officer(
      id: id, name: "desk", contacts: [Contact(channel: Contact.queueChannel)])
    #expect(found().isEmpty)
  }

  @Test("an assigned officer away is told for the time in which no deputy is there")
  func uncovered() {
    func found(
      _ deputies: [String], excluded: [String] = [], _ more: [Absence] = [],
      channels: [String: [String]] = [:]
    ) -> [Concern] {
      let leave = Self.away("o3", "2026-11-26T00:00", "2026-11-30T00:00")
      let concerns = Self.concerns(
        Self.directory(
          channels: channels, absences: [leave] + more, deputies: deputies, excluded: excluded))
      return concerns.filter { if case .uncovered = $0 { true } else { false } }
    }
    func alone(_ from: String, _ to: String) -> [Concern] {
      [
        .uncovered(
          caseID: CaseID("VG-1"), officer: OfficerID("o3"), from: F.wall(from), to: F.wall(to))
      ]
    }
    let whole = alone("2026-11-26T00:00", "2026-11-30T00:00")
    #expect(found([]) == whole)
    #expect(found(["o1"]).isEmpty)
    #expect(found(["o1"], excluded: ["o1"]) == whole)
    #expect(found(["gone"]) == whole)
    #expect(found(["o1"], channels: ["o1": ["bip"]]) == whole)
    let first = Self.away("o1", "2026-11-25T00:00", "2026-11-28T00:00")
    let second = Self.away("o2", "2026-11-28T00:00", "2026-12-10T00:00")
    let overlap = Self.away("o2", "2026-11-27T00:00", "2026-12-10T00:00")
    #expect(found(["o1"], [first]) == alone("2026-11-26T00:00", "2026-11-28T00:00"))
    #expect(found(["o1", "o2"], [first, second]).isEmpty)
    #expect(
      found(["o1", "o2"], [first, overlap]) == alone("2026-11-27T00:00", "2026-11-28T00:00"))
  }

  @Test("a role that changes hands too often to be looked through is never passed in silence")
  func unseen() throws {
    let layer = F.layer("x", ["o1", "o2"], from: "2026-01-05T07:00", every: 1000)
    let review = RotaReview(
      Self.directory([RotaRole(name: "primary", layers: [layer])]), from: Self.now, to: Self.end)
    let seen = Self.now + Int64(Rota.shiftsMax) * 1000
    #expect(review.unseen == [.unseen(role: "primary", from: seen, to: Self.end)])
  }

  @Test("what comes nearer or into view is no news; another gap, or a longer one, is")
  func news() {
    func gap(_ from: Int64, _ to: Int64, _ role: String = "primary") -> Concern {
      .gap(role: role, from: from, to: to)
    }
    func news(_ found: [Concern], after told: [Concern]) -> [Concern] {
      Concern.news(in: found, after: told, until: 1000)
    }
    let told = [gap(0, 100), gap(900, 1000), .noChannel(officer: OfficerID("o1"))]
    #expect(news(told, after: told).isEmpty)
    #expect(news([gap(50, 100), gap(900, 1050), gap(1040, 1050)], after: told).isEmpty)
    #expect(news([gap(50, 101)], after: told) == [gap(50, 101)])
    #expect(news([gap(890, 1000)], after: told) == [gap(890, 1000)])
    #expect(news([gap(50, 100, "s")], after: told) == [gap(50, 100, "s")])
    let other = Concern.noChannel(officer: OfficerID("o2"))
    #expect(news([told[2], other], after: told) == [other])
  }

  @Test("how the service is names no case, for whoever may ask that may not look at cases")
  func withoutCase() {
    let concern = Concern.uncovered(
      caseID: CaseID("VG-1"), officer: OfficerID("o1"), from: 0, to: 60_000)
    #expect(concern.fault(.utc).description.contains("VG-1"))
    #expect(
      concern.words(.utc) == "a case's assigned officer, \"o1\", is absent from 1970-01-01T00:00 "
        + "to 1970-01-01T00:01, and no deputy is there")
    let gap = Concern.gap(role: "primary", from: 0, to: 60_000)
    #expect(gap.words(.utc) == gap.fault(.utc).description)
  }
}
