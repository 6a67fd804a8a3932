import AmparoCore
import Testing

@testable import AmparoCalendar

@Suite struct ICalendarTests {
  @Test("no line has more than 75 octets, and each ends in CR LF")
  func linesAreFolded() {
    let name = String(repeating: "Señora Ñandú, ", count: 20)
    let plan = RotaPlan(
      zone: .utc, roles: ["primary"],
      shifts: [PlannedShift(role: "primary", officer: "o1", name: name, from: 0, to: 3_600_000)])
    let bytes = ICalendar.file(for: "o1", plan, language: .es, stamp: 0)
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect(lines.last?.isEmpty == true)
    #expect(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 76 })
  }
}
