import AmparoCore
import Testing

@testable import AmparoCalendar

@Suite struct WeekGridTests {
  typealias F = PlanFixture

  private func grid(
    _ roles: [(String, [RotaLayer])], overrides: [RotaOverride] = [], from: String, to: String,
    language: Language = .en, zone: ZoneRules? = nil
  ) throws -> [String] {
    let plan = try F.plan(
      roles, overrides: overrides, from: from, to: to, zone: try zone ?? F.zone())
    return WeekGrid(plan, firstDay: try F.date(from), language: language).lines
  }

  @Test("a week of day and night shifts stands in rows of half hours, each shift named once a day")
  func week() throws {
    let layers = [
      try F.layer(["o1"], windows: [F.window(420, 1380)]),
      try F.layer(["o7", "o8"], windows: [F.window(1380, 420)]),
    ]
    let lines = try grid([("primary", layers)], from: "2026-11-23", to: "2026-11-30")
    #expect(lines[0] == "Week of mon 23/11 to sun 29/11 2026")
    #expect(lines[2] == "primary     00    03    06    09    12    15    18    21    24")
    // The turn changes at seven, so a night's officer is another than the morning's.
    let dots = String(repeating: "·", count: 29)
    #expect(lines[3] == "  mon 23/11 o8············|o1\(dots)|·")
    #expect(lines[4] == "  tue 24/11 o7············|o1\(dots)|·")
    #expect(lines.contains("  + o7: 29/11 23:00 - 30/11 00:00"))
    #expect(lines.suffix(4).dropLast() == ["o1 = Agente o1", "o7 = Agente o7", "o8 = Agente o8"])
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("the week is told in Spanish where that is the language")
  func spanish() throws {
    let lines = try grid(
      [("primary", [])], from: "2026-11-23", to: "2026-11-30", language: .es)
    #expect(lines[0] == "Semana del lun 23/11 al dom 29/11 2026")
    #expect(lines.contains { $0.hasPrefix("  mié 25/11 !!!!") })
    #expect(lines.contains("  ! nadie de guardia: 23/11 00:00 - 30/11 00:00"))
    #expect(lines.last == "* sustitución o permuta   !!! nadie de guardia")
  }

  @Test("a gap of one minute shows in its half hour, and is written out to the minute")
  func gap() throws {
    let layers = [try F.layer(["o1"], windows: [F.window(0, 615), F.window(616, 0)])]
    let lines = try grid([("primary", layers)], from: "2026-11-23", to: "2026-11-30")
    let row = try #require(lines.first { $0.hasPrefix("  wed 25/11") })
    #expect(row == "  wed 25/11 o1··················!|o1" + String(repeating: "·", count: 24))
    #expect(lines.contains("  ! nobody on call: 25/11 10:15 - 25/11 10:16"))
  }

  @Test("many gaps are counted after the first dozen")
  func manyGaps() throws {
    let windows = (0..<24).map { F.window($0 * 60, $0 * 60 + 30) }
    let lines = try grid(
      [("primary", [try F.layer(["o1"], windows: windows)])], from: "2026-11-23",
      to: "2026-11-30")
    #expect(lines.filter { $0.hasPrefix("  ! nobody on call") }.count == 12)
    #expect(lines.contains("  ! and 156 more gaps"))
  }

  @Test("an override has a star, and one too short for its name is written out below")
  func overrides() throws {
    let zone = try F.zone()
    let lines = try grid(
      [("primary", [try F.layer(["o1"])])],
      overrides: [
        try F.swap("o2", "2026-11-24T10:00", "2026-11-24T12:00", zone),
        try F.swap("o3", "2026-11-26T10:00", "2026-11-26T10:20", zone),
      ], from: "2026-11-23", to: "2026-11-30")
    let dots = String(repeating: "·", count: 18)
    #expect(
      lines.contains(
        "  tue 24/11 o1\(dots)|o2*|o1" + String(repeating: "·", count: 21)))
    #expect(lines.contains("  + o3*: 26/11 10:00 - 26/11 10:20"))
    #expect(!lines.contains { $0.contains("+ o2") })
  }

  @Test("on the day of 23 hours the missing hour is blank, and is no handoff")
  func shortDay() throws {
    let lines = try grid(
      [("primary", [try F.layer(["o1"])])], from: "2026-03-23", to: "2026-03-30")
    #expect(
      lines.contains(
        "  sun 29/03 o1··  " + String(repeating: "·", count: 42) + " (day of 23 h)"))
    let spanish = try grid(
      [("primary", [try F.layer(["o1"])])], from: "2026-03-23", to: "2026-03-30", language: .es)
    #expect(spanish.filter { $0.contains("(día de 23 h)") }.count == 1)
  }

  @Test("on the day of 25 hours a gap in the hour's second coming shows, and so does a shift")
  func longDay() throws {
    let zone = try F.zone()
    // 02:00 to 02:59 comes twice; from 01:00Z on for the second time.
    let second = RotaOverride(
      role: "primary", officer: OfficerID("o2"), from: 1_792_890_000_000,
      to: 1_792_893_600_000, reason: "")
    let day = try F.layer(["o1"])
    let lines = try grid(
      [("primary", [day])], overrides: [second], from: "2026-10-19", to: "2026-10-26")
    let row = try #require(lines.first { $0.hasPrefix("  sun 25/10") })
    #expect(row.hasSuffix(" (day of 25 h)"))
    #expect(lines.contains("  + o2*: 25/10 02:00 - 25/10 03:00"))

    let plan = try F.plan([("primary", [day])], from: "2026-10-19", to: "2026-10-26", zone: zone)
    let only = try #require(plan.shifts.first)
    let shifts = [
      PlannedShift(role: "primary", officer: "o1", from: only.from, to: second.from),
      PlannedShift(role: "primary", officer: nil, from: second.from, to: second.from + 60_000),
      PlannedShift(role: "primary", officer: "o1", from: second.from + 60_000, to: only.to),
    ]
    let holed = RotaPlan(zone: zone, roles: ["primary"], shifts: shifts)
    let grid = WeekGrid(holed, firstDay: try F.date("2026-10-19"), language: .en).lines
    #expect(grid.contains { $0.hasPrefix("  sun 25/10 o1··!") })
    #expect(grid.contains("  ! nobody on call: 25/10 02:00 - 25/10 02:01"))
  }

  @Test("half an hour of summer time is half an hour in the grid")
  func lordHowe() throws {
    let lines = try grid(
      [("primary", [try F.layer(["o1"])])], from: "2026-09-28", to: "2026-10-05",
      zone: try F.zone("Australia/Lord_Howe"))
    #expect(
      lines.contains(
        "  sun 04/10 o1·· " + String(repeating: "·", count: 43) + " (day of 23 h 30 min)"))
  }

  @Test("long names of roles and officers become numbers that the legend explains")
  func longNames() throws {
    let role = "coordinación-de-guardia-nocturna"
    let lines = try grid(
      [(role, [try F.layer(["agente-alcantarilla-102"])])], from: "2026-11-23",
      to: "2026-11-30")
    #expect(lines[2] == "@1          00    03    06    09    12    15    18    21    24")
    #expect(lines[3] == "  mon 23/11 #1" + String(repeating: "·", count: 46))
    #expect(lines.contains("@1 = \(role)"))
    #expect(lines.contains("#1 = agente-alcantarilla-102 = Agente agente-alcantarilla-102"))
  }

  @Test("what the plan does not tell of is a question, not a gap and not a shift")
  func unknown() throws {
    let plan = try F.plan(
      [("primary", [try F.layer(["o1"])])], from: "2026-11-23", to: "2026-11-25",
      zone: try F.zone())
    let lines = WeekGrid(plan, firstDay: try F.date("2026-11-23"), language: .en).lines
    #expect(lines.contains("  wed 25/11 " + String(repeating: "?", count: 48)))
  }
}
