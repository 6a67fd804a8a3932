import AmparoCore
import Testing

@Suite struct DirectoryRowsTests {
  typealias F = DirectoryFixture

  static func read(_ rows: [DirectoryRow]) -> (directory: Directory, faults: [Fault]) {
    Directory.from(rows: rows, countryCode: "34", zone: F.zone, contacts: F.contacts)
  }

  @Test("a directory comes back from its rows as it was, in any order of the rows")
  func roundTrip() throws {
    let directory = try F.directory()
    let (again, faults) = Self.read(directory.rows().reversed())
    #expect(faults.isEmpty)
    #expect(again.rows() == directory.rows())
    #expect(
      Set(directory.rows().map { [$0.kind.rawValue, $0.id] }).count == directory.rows().count)
  }

  @Test("a row that can't be read is set aside, and the rest serves")
  func badRow() throws {
    var rows = try F.directory().rows()
    let place = try #require(rows.firstIndex { $0.id == "VG-0001" })
    rows[place].body = Array("{".utf8)
    let (directory, faults) = Self.read(rows)
    #expect(directory.casesInOrder.map(\.id.rawValue) == ["VG-0002"])
    #expect(faults.map(\.path) == ["case VG-0001"])
  }

  @Test("a case whose officer is gone keeps its numbers")
  func danglingOfficer() throws {
    let rows = try F.directory().rows().filter { $0.id != "o1" }
    let (directory, faults) = Self.read(rows)
    #expect(!directory.matches(PhoneNumber(canonical: "+34600111001"), today: "2026-11-24").isEmpty)
    #expect(faults.contains(Fault(path: "case VG-0002.assigned", message: "no officer \"o1\"")))
  }

  @Test("a change is only the rows that differ, and is told by kind and id")
  func changes() throws {
    let old = try F.directory()
    var new = old
    new.put(Case(id: CaseID("VG-0003"), alias: "Rosa"))
    new.removeCase(CaseID("VG-0001"))
    var changed = try #require(old.cases[CaseID("VG-0002")])
    changed.risk = .extreme
    new.put(changed)
    let (rows, change) = Directory.changes(from: old, to: new)
    #expect(rows.map(\.id) == ["VG-0002", "VG-0003", "VG-0001"])
    #expect(rows.last?.body == nil)
    #expect(new.row(of: CaseID("VG-0003")) == rows[1])
    #expect(change.added == [.caseRecord: ["VG-0003"]])
    #expect(change.changed == [.caseRecord: ["VG-0002"]])
    #expect(change.removed == [.caseRecord: ["VG-0001"]])
    #expect(Self.read(new.rows()).directory.casesInOrder.map(\.id) == new.casesInOrder.map(\.id))
  }

  @Test("a number leads to each of its cases once, an aggressor's line before her own")
  func matches() throws {
    var directory = try F.directory()
    let number = PhoneNumber(canonical: "+34968111001")
    func lines(_ today: String) -> [LineMatch.Line] {
      directory.matches(number, today: today).map(\.line)
    }
    #expect(lines("2026-09-01") == [.known(.school, stale: false)])
    #expect(lines("2026-09-02") == [.known(.school, stale: true)])
    directory.put(Case(id: CaseID("A"), aggressorPhones: [number]))
    #expect(lines("2026-09-02") == [.aggressor, .known(.school, stale: true)])
    directory.removeCase(CaseID("VG-0002"))
    directory.removeCase(CaseID("A"))
    #expect(lines("2026-09-02").isEmpty)
  }

  @Test("what is ahead is warned of: gaps, absences on shift, no channel, nobody to deputise")
  func warnings() throws {
    let read = F.decode(
      try F.document(
        officers: """
          [{id: "o1"}, {id: "o2", contacts: [{channel: "queue"}]},
           {id: "o3", contacts: [{channel: "queue"}]}]
          """,
        cases: #"[{id: "a", assigned: "o2"}, {id: "b", assigned: "o2", deputies: ["o3"]}]"#,
        rota: """
          {primary: [{name: "x", officers: ["o1", "o2"], from: "2026-11-23T07:00", rotate: "1w"}],
           secondary: []}
          """, overrides: "[]",
        absences: #"[{officer: "o2", from: "2026-12-01T00:00", to: "2026-12-03T00:00"}]"#))
    let directory = try #require(read.value)
    #expect(
      Survey.warnings(
        of: directory, F.settings, now: RotaFixture.wall("2026-11-24T12:00")
      ).map(\.description) == [
        "officer o1.contacts: officer \"o1\" is on the rota, but has no channel that works",
        "rota.secondary: nobody is on call from 2026-11-24T12:00 to 2026-12-08T12:00",
        "rota.primary: officer \"o2\" is on call but absent from 2026-12-01T00:00 to "
          + "2026-12-03T00:00",
        "case a.assigned: officer \"o2\" is absent from 2026-12-01T00:00 to 2026-12-03T00:00, "
          + "and no deputy is there",
      ])
  }
}
