import AmparoCore
import Testing

@testable import AmparoCalendar

@Suite struct MonthGridTests {
  typealias F = PlanFixture

  private func grid(
    _ roles: [(String, [RotaLayer])], overrides: [RotaOverride] = [], month: Int = 12,
    language: Language = .en, zone: ZoneRules? = nil
  ) throws -> [String] {
    let to = month == 12 ? "2027-01-01" : "2026-\(month < 9 ? "0" : "")\(month + 1)-01"
    let plan = try F.plan(
      roles, overrides: overrides, from: "2026-\(month < 10 ? "0" : "")\(month)-01", to: to,
      zone: try zone ?? F.zone())
    let grid = try #require(MonthGrid(plan, year: 2026, month: month, language: language))
    return grid.lines
  }

  @Test("a month is a calendar from Monday on, with the officers of each day in their order")
  func month() throws {
    let zone = try F.zone()
    let lines = try grid(
      [("primary", [try F.layer(["o1", "o2"])]), ("secondary", [try F.layer(["o3"])])],
      overrides: [try F.swap("o9", "2026-12-24T07:00", "2026-12-25T07:00", zone)])
    #expect(lines[0] == "December 2026")
    #expect(lines[2] == "          mon      tue      wed      thu      fri      sat      sun")
    #expect(
      lines[3] == "                   1        2        3        4        5        6")
    #expect(
      lines[4] == "primary            o2>o1    o1>o2    o2>o1    o1>o2    o2>o1    o1>o2")
    #expect(lines[5] == "secondary          o3       o3       o3       o3       o3       o3")
    #expect(lines.contains { $0.contains("o1>o9*   o9*>o1") })
    #expect(lines.contains("o9 = Agente o9"))
    #expect(lines.last == "* override   !!! nobody on call")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("the month is told in Spanish where that is the language")
  func spanish() throws {
    let lines = try grid([("primary", [])], language: .es)
    #expect(lines[0] == "diciembre 2026")
    #expect(lines[2].hasPrefix("          lun      mar      mié"))
    #expect(lines.contains("  ! nadie de guardia: 01/12 00:00 - 01/01 00:00"))
  }

  @Test("the days of 23 and 25 hours say so", arguments: [(3, "29 23h"), (10, "25 25h")])
  func oddDays(month: Int, title: String) throws {
    let lines = try grid([("primary", [try F.layer(["o1"])])], month: month)
    #expect(lines.filter { $0.contains(title) }.count == 1)
  }

  @Test("a day of half an hour more or less says that")
  func halfHours() throws {
    let lines = try grid(
      [("primary", [try F.layer(["o1"])])], month: 10, zone: try F.zone("Australia/Lord_Howe"))
    #expect(lines.contains { $0.contains("4 23h30") })
  }

  @Test("a day with many handoffs takes more lines, and a cut one never hides a gap")
  func manyHandoffs() throws {
    let three = try F.layer(["o1", "o2", "o3"], every: 8 * F.hour)
    let lines = try grid([("primary", [three])])
    #expect(lines[4].hasPrefix("primary            o3>o1>   o3>o1>"))
    #expect(lines[5].hasPrefix("                   o2>o3    o2>o3"))
    // Handed over each hour until eight in the evening, and nobody from ten until eleven.
    let hourly = try F.layer(
      ["o1", "o2"], every: F.hour, windows: [F.window(0, 1320), F.window(1380, 0)])
    let cut = try grid([("primary", [hourly])])
    #expect(cut[7].hasPrefix("                   …!!!"))
    #expect(cut.contains("  ! nobody on call: 01/12 22:00 - 01/12 23:00"))
    #expect(cut.contains("  ! and 19 more gaps"))
    #expect(cut.allSatisfy { $0.count <= 80 })
  }

  @Test("long names become numbers that the legend explains, and nothing is wider than 80 columns")
  func longNames() throws {
    let lines = try grid([
      ("coordinación-de-guardia", [try F.layer(["agente-alcantarilla-102", "o1"])])
    ])
    #expect(lines[4].hasPrefix("@1"))
    #expect(lines.contains("@1 = coordinación-de-guardia"))
    #expect(lines.contains { $0.contains("#1>o1") })
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("a day that the plan does not tell of is a question")
  func unknown() throws {
    let plan = RotaPlan(zone: .utc, roles: ["primary"], shifts: [])
    let lines = try #require(MonthGrid(plan, year: 2026, month: 12, language: .en)).lines
    #expect(lines[4] == "primary            ?        ?        ?        ?        ?        ?")
  }

  @Test("a month that is none has no grid", arguments: [0, 13, -1])
  func noMonth(number: Int) {
    let plan = RotaPlan(zone: .utc, roles: [], shifts: [])
    #expect(MonthGrid(plan, year: 2026, month: number, language: .es) == nil)
  }
}
