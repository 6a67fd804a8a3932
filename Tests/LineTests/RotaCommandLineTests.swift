import AmparoCore
import Foundation
import Testing

/// `amparo rota`, as an officer types it.
@Suite struct RotaCommandLineTests {
  private static let document = """
    {"unit":{"id":"u","name":"U","time_zone":"Pacific/Auckland"},"officers":[\
    {"id":"o1","name":"Uno","contacts":[{"channel":"queue"}]},\
    {"id":"o:2","name":"Dos","contacts":[{"channel":"queue"}]},\
    {"id":"o_2","name":"Tres","contacts":[{"channel":"queue"}]}],\
    "cases":[],"rota":{"primary":[{"name":"days","officers":["o1","o:2","o_2"],\
    "from":"2026-01-05T07:00","rotate":"1d","windows":[{"start":"07:00","end":"06:59"}]}]},\
    "absences":[{"officer":"o1","from":"2026-12-01T00:00","to":"2026-12-09T00:00"}]}
    """

  private func amparo(_ words: String, _ daemon: Daemon) throws -> (status: Int32, output: String) {
    let output = daemon.directory.appending(path: UUID().uuidString)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = Daemon.program.deletingLastPathComponent().appending(path: "amparo")
    process.arguments = ["--socket", daemon.socket] + words.split(separator: " ").map(String.init)
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    // An officer's terminal that is far from the unit's clock.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TZ": "America/New_York", "LANG": "es_ES.UTF-8", "LC_ALL": "es_ES.UTF-8"]
    ) { $1 }
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
  }

  @Test("the week and the month are drawn by the unit's clock, gaps to the minute")
  func grids() throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    let week = try amparo("rota show --from 2026-12-24", daemon)
    #expect(week.status == 0)
    #expect(week.output.hasPrefix("Semana del lun 21/12 al dom 27/12 2026\n"))
    #expect(week.output.contains("  ! nadie de guardia: 24/12 06:59 - 24/12 07:00\n"))
    let month = try amparo("rota show --month 2026-12", daemon)
    #expect(month.output.hasPrefix("diciembre 2026\n"))
    #expect(month.output.contains("  ! nadie de guardia: 01/12 06:59 - 01/12 07:00\n"))
    for line in (week.output + month.output).split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test("without a day it is the week that it now is where the unit is")
  func thisWeek() throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    func monday() throws -> String {
      var calendar = Foundation.Calendar(identifier: .iso8601)
      calendar.timeZone = try #require(TimeZone(identifier: "Pacific/Auckland"))
      let week = try #require(calendar.dateInterval(of: .weekOfYear, for: Date()))
      let parts = calendar.dateComponents([.day, .month], from: week.start)
      func two(_ number: Int?) -> String {
        (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)"
      }
      return "Semana del lun \(two(parts.day))/\(two(parts.month)) "
    }
    let before = try monday()
    let shown = try amparo("rota show", daemon).output
    let after = try monday()
    #expect(shown.hasPrefix(before) || shown.hasPrefix(after))
  }

  @Test("who and check tell times as they are typed, by the unit's clock, and who is away")
  func times() throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    // 2026-12-03 is o1's turn, who is on leave.
    let who = try amparo("who --at 2026-12-03T12:00", daemon)
    #expect(who.output.contains("primary: o"))
    #expect(who.output.contains(" hasta 2026-12-04T06:59\n"))
    let gap = try amparo("who --at 2026-12-03T06:59", daemon)
    #expect(gap.output == "primary: ¡NADIE! hasta 2026-12-03T07:00\n")
    let check = try amparo("rota check --from 2026-12-01 --to 2026-12-05", daemon)
    #expect(
      check.output.contains("NADIE DE GUARDIA primary: 2026-12-01T06:59 - 2026-12-01T07:00\n"))
    #expect(check.output.contains("de guardia pero ausente o1 (primary): 2026-12-0"))
  }

  @Test("follow-ups fall due by the unit's clock, as they were typed")
  func followUps() throws {
    let document = Self.document.replacing(
      "\"cases\":[]", with: "\"cases\":[{\"id\":\"VG-1\",\"assigned\":\"o1\"}]")
    let daemon = try Daemon(directoryDocument: document)
    let planned = try amparo("followups plan VG-1 school 2027-12-01T10:00", daemon)
    #expect(planned.output.contains("antes de 2027-12-01T10:00\n"))
    let list = try amparo("followups --case VG-1", daemon)
    #expect(list.output.contains("antes de 2027-12-01T10:00\n"))
  }

  @Test("an absence that is there already is not taken twice")
  func absentOnce() throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    let again = try amparo("absence add o1 2026-12-01T00:00 2026-12-09T00:00 permiso", daemon)
    #expect(again.status == 1)
    #expect(again.output.contains("o1 ya tiene esa ausencia (conflict)"))
    let vague = try amparo("absence add nadie 2026-12-01 2026-12-09T00:00 permiso", daemon)
    #expect(vague.output.contains("amparo: no hay ningún agente \"nadie\" (bad_request)\n"))
    #expect(
      vague.output.contains(
        "  from: se espera una hora local como 2026-12-24T07:00, y hay el texto \"2026-12-01\"\n"))
  }

  @Test("each officer gets a calendar file of their own, whatever the id is made of")
  func calendars() throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    let folder = daemon.directory.appending(path: "ics")
    let written = try amparo("rota show --month 2026-12 --ics \(folder.path())", daemon)
    #expect(written.status == 0)
    #expect(try amparo("rota show --json --ics \(folder.path())", daemon).status == 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    #expect(names == ["o%3A2.ics", "o1.ics", "o_2.ics"])
    let text = try String(contentsOf: folder.appending(path: "o1.ics"), encoding: .utf8)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    // From the last day of November in Auckland on, 30 turns of three officers.
    #expect((10...11).contains(text.components(separatedBy: "BEGIN:VEVENT").count - 1))
  }

  @Test(
    "what can't be shown ends with 2 and says what would be right",
    arguments: [
      ("rota show --from 2026-02-30", "2026-12-24"), ("rota show --month 2026-13", "2026-12"),
      ("rota show --month 2026-12 --from 2026-12-24", "--month"),
      ("rota show --month 2026-12 --ics /nonexistent/folder", "/nonexistent/folder:"),
    ])
  func wrongUsage(words: String, hint: String) throws {
    let daemon = try Daemon(directoryDocument: Self.document)
    let outcome = try amparo(words, daemon)
    #expect(outcome.status == 2)
    #expect(outcome.output.contains(hint))
  }

  @Test("a rota that changes hands too often for a month is refused in words, not drawn in part")
  func tooMany() throws {
    let often = Self.document.replacing(#""rotate":"1d""#, with: #""rotate":"5m""#)
    let daemon = try Daemon(directoryDocument: often)
    let month = try amparo("rota show --month 2026-12", daemon)
    #expect(month.status == 1)
    #expect(month.output.contains("demasiados turnos"))
    let week = try amparo("rota show --from 2026-12-24", daemon)
    #expect(week.status == 0)
    #expect(week.output.contains("turnos más"))
  }
}
