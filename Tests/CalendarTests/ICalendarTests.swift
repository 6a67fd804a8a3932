import AmparoCore
import Testing

@testable import AmparoCalendar

@Suite struct ICalendarTests {
  typealias F = PlanFixture

  /// Lines as they stand in the file, without their breaks.
  private func rawLines(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
  }

  @Test(
    "another program reads each shift with the instants of the rota, over both changes",
    arguments: ["Europe/Madrid", "Australia/Lord_Howe", "Asia/Tokyo"], [3, 4, 10])
  func events(zone: String, month: Int) throws {
    let rules = try F.zone(zone)
    let plan = try F.plan(
      [
        ("primary", [try F.layer(["o1", "o2"], every: 8 * F.hour)]),
        ("secondary", [try F.layer(["o2", "o1"], windows: [F.window(150, 1380)])]),
      ],
      overrides: month == 10
        ? [try F.swap("o1", "2026-10-25T00:30", "2026-10-25T09:00", rules)] : [],
      from: "2026-0\(month)-01".replacing("010", with: "10"),
      to: "2026-0\(month + 1)-01".replacing("011", with: "11"), zone: rules)
    for officer in ["o1", "o2"] {
      let bytes = ICalendar.file(for: officer, plan, language: .en, stamp: 1_764_000_000_000)
      let parsed = try ParsedCalendar(bytes)
      #expect(parsed.name == "On call Agente \(officer)")
      let expected = plan.shifts.filter { $0.officer == officer }
      #expect(parsed.events.count == expected.count)
      for (event, shift) in zip(parsed.events, expected) {
        #expect(event.start == shift.from)
        #expect(event.end == shift.to)
        #expect(event.stamp == 1_764_000_000_000)
        #expect(
          event.summary == "On call: \(shift.role)" + (shift.isOverride ? " (override)" : ""))
      }
      #expect(Set(parsed.events.map(\.uid)).count == parsed.events.count)
    }
  }

  @Test("what has a meaning in a calendar is escaped, and long lines are folded and come back")
  func escaping() throws {
    let name = #"Núñez; Pérez, «Ñandú» \ 🚓 "# + String(repeating: "señal ", count: 40) + "."
    let role = "primary; a,b\\c"
    let plan = RotaPlan(
      zone: .utc, roles: [role],
      shifts: [
        PlannedShift(role: role, officer: "o;1", name: name, isOverride: true, from: 0, to: 60_000)
      ])
    let bytes = ICalendar.file(for: "o;1", plan, language: .es, stamp: 0)
    let parsed = try ParsedCalendar(bytes)
    #expect(parsed.name == "Guardias \(name)")
    #expect(parsed.events.map(\.summary) == ["Guardia: \(role) (sustitución)"])
    #expect(parsed.events.map(\.uid) == ["\(role)-o;1-19700101T000000Z@amparo"])
  }

  @Test("no line has more than 75 octets, and each ends in CR LF")
  func linesAreFolded() {
    for shift in 0..<80 {
      let name =
        String(repeating: "x", count: shift) + String(repeating: "Señora Ñandú 🚓, ", count: 20)
      let plan = RotaPlan(
        zone: .utc, roles: ["primary"],
        shifts: [PlannedShift(role: "primary", officer: "o1", name: name, from: 0, to: 3_600_000)])
      let bytes = ICalendar.file(for: "o1", plan, language: .es, stamp: 0)
      let lines = rawLines(bytes)
      #expect(lines.last?.isEmpty == true)
      #expect(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 76 })
      // No letter is cut apart by a fold.
      #expect(lines.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
    }
  }

  @Test("a break in a name stays within its line")
  func lineBreaks() throws {
    let plan = RotaPlan(
      zone: .utc, roles: ["primary"],
      shifts: [
        PlannedShift(
          role: "primary", officer: "o1", name: "a\r\nEND:VCALENDAR\u{0}", from: 0, to: 60_000)
      ])
    let parsed = try ParsedCalendar(ICalendar.file(for: "o1", plan, language: .en, stamp: 0))
    #expect(parsed.name == "On call a \nEND:VCALENDAR ")
    #expect(parsed.events.count == 1)
  }

  /// The events of an officer in a file for the days, as `amparo rota show --ics` makes it.
  private func file(
    _ roles: [(String, [RotaLayer])], from: String, to: String, zone: ZoneRules
  ) throws -> Set<ParsedCalendar.Event> {
    let first = zone.wall(of: try #require(LocalTime(from + "T00:00")))
    let last = zone.wall(of: try #require(LocalTime(to + "T00:00")))
    func day(_ wall: Int64) -> String {
      String(zone.local(of: wall).description.prefix(10))
    }
    let reach = RotaPlan.reach.milliseconds
    let plan = try F.plan(roles, from: day(first - reach), to: day(last + reach), zone: zone)
    let bytes = ICalendar.file(
      for: "o1", plan.whole(touching: first, last), language: .en, stamp: 0)
    return Set(try ParsedCalendar(bytes).events)
  }

  @Test(
    "the same shift is the same entry in the file of each week and month that it touches",
    arguments: [1, 7, 45, 70, 400])
  func stable(days: Int64) throws {
    let zone = try F.zone()
    let roles = [("primary", [try F.layer(["o1", "o2"], every: days * F.day)])]
    let files = try [
      file(roles, from: "2026-10-01", to: "2026-11-01", zone: zone),
      file(roles, from: "2026-11-01", to: "2026-12-01", zone: zone),
      file(roles, from: "2026-10-26", to: "2026-11-02", zone: zone),
      file(roles, from: "2026-12-01", to: "2027-01-01", zone: zone),
    ]
    let all = files.reduce(Set()) { $0.union($1) }
    #expect(!all.isEmpty)
    // One entry for each id, and no two entries for one minute.
    #expect(Set(all.map(\.uid)).count == all.count)
    let sorted = all.sorted { $0.start < $1.start }
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test("an officer who is always on call has one entry a month, each whole")
  func always() throws {
    let zone = try F.zone()
    let roles = [("primary", [try F.layer(["o1"])])]
    let events = try file(roles, from: "2026-11-30", to: "2026-12-07", zone: zone)
    let sorted = events.sorted { $0.start < $1.start }
    #expect(
      sorted.map { zone.local(of: $0.start).description } == [
        "2026-11-01T00:00", "2026-12-01T00:00",
      ])
    #expect(sorted.last.map { zone.local(of: $0.end).description } == "2027-01-01T00:00")
  }
}
