import AmparoCore
import Testing

@Suite struct DirectoryDocumentTests {
  typealias F = DirectoryFixture

  @Test("a document is read whole")
  func reads() throws {
    let directory = try F.directory()
    #expect(directory.officers.map(\.id.rawValue) == ["o1", "o2", "o3"])
    #expect(directory.officer(login: "1002")?.id == OfficerID("o2"))
    #expect(directory.officer(OfficerID("o1"))?.contacts[1].address == "+34600000101")
    let item = try #require(directory.cases[CaseID("VG-0002")])
    #expect(item.excluded == [OfficerID("o3")])
    #expect(item.force == .civilGuard)
    #expect(item.phones.map(\.number.e164) == ["+34600111001", "+34968111001"])
    #expect(directory.casesInOrder.map(\.id.rawValue) == ["VG-0002", "VG-0001"])
    let christmas = RotaFixture.wall("2026-12-24T12:00")
    #expect(directory.rota.onCall(role: "primary", at: christmas).source == .override)
  }

  static let faulty: [(part: String, text: String, path: String, message: String)] = [
    (
      "cases", #"[{id: "a", asigned: "o1"}]"#, "cases[0].asigned",
      "unknown member \"asigned\"; did you mean \"assigned\"?"
    ),
    (
      "cases", #"[{id: "a"}, {id: "b", assigned: "o9"}]"#, "cases[1].assigned",
      "no officer \"o9\""
    ),
    (
      "cases", #"[{id: "a", assigned: "contact:desk"}]"#, "cases[0].assigned",
      "no contact \"desk\" in the configuration"
    ),
    (
      "cases", #"[{id: "a"}, {id: "b"}, {id: "a"}]"#, "cases[2].id",
      "\"a\" is the id of cases[0], too"
    ),
    (
      "cases", #"[{phones: []}]"#, "cases[0].id",
      "missing; give the case's id as text, such as \"VG-0001\""
    ),
    (
      "cases", #"[{id: "a", phones: ["hola"]}]"#, "cases[0].phones[0]",
      "expected a telephone number as text, such as \"+34600111001\", found the text \"hola\""
    ),
    (
      "cases", #"[{id: "a", risk_at: "2026-02-30"}]"#, "cases[0].risk_at",
      "expected a date such as \"2026-11-02\", found the text \"2026-02-30\""
    ),
    (
      "cases", #"[{id: "a", status: "activ"}]"#, "cases[0].status",
      "expected one of active, supervised, inactive, found the text \"activ\"; "
        + "did you mean \"active\"?"
    ),
    (
      "cases", #"[{id: "a", order: {in_force: "yes"}}]"#, "cases[0].order.in_force",
      "expected true or false, found the text \"yes\""
    ),
    (
      "cases", #"[{id: "a", minors: [{born: "2016"}]}]"#, "cases[0].minors[0].born",
      "expected a year such as 2016, found the text \"2016\""
    ),
    (
      "cases", #"[{id: "a,b"}]"#, "cases[0].id",
      "\"a,b\" can't be an id: it takes 1 to 64 bytes, without commas and control characters"
    ),
    ("cases", #"[{id: "a", id: "b"}]"#, "cases[0].id", "this member is written twice"),
    ("cases", #"{}"#, "cases", "expected a list of cases, found an object"),
    (
      "unit", #"{time_zone: "Europe/Madird"}"#, "unit.time_zone",
      "no time zone \"Europe/Madird\"; give one of the tz database, such as \"Europe/Madrid\""
    ),
    (
      "absences", #"[{officer: "o1", from: "2026-12-08T00:00", to: "2026-12-01T00:00"}]"#,
      "absences[0].to", "it ends before it begins, or at once; \"to\" lies after \"from\""
    ),
    (
      "absences", #"[{officer: "o1", from: "2026-12-08", to: "2026-12-11T00:00"}]"#,
      "absences[0].from",
      "expected a local time such as \"2026-12-24T07:00\", found the text \"2026-12-08\""
    ),
    (
      "overrides",
      #"[{role: "primry", officer: "o1", from: "2026-12-08T00:00", to: "2026-12-09T00:00"}]"#,
      "overrides[0].role", "no role \"primry\" in the rota; did you mean \"primary\"?"
    ),
  ]

  @Test(
    "each fault is told with its path, what was found and what would be right",
    arguments: faulty)
  func faults(part: String, text: String, path: String, message: String) throws {
    let read = F.decode(try Self.document(part, text))
    #expect(read.value == nil)
    #expect(read.faults == [Fault(path: path, message: message)])
  }

  static let faultyLayers: [(text: String, path: String, message: String)] = [
    (
      #"officers: ["o1", "o9"], from: "2026-01-05T07:00", rotate: "1w""#, "officers[1]",
      "no officer \"o9\""
    ),
    (
      #"officers: [], from: "2026-01-05T07:00", rotate: "1w""#, "officers",
      "missing; give at least one officer's id"
    ),
    (
      #"officers: ["o1"], from: "2026-01-05T07:00", rotate: "0h""#, "rotate",
      "a turn can't last no time; give how long each turn lasts, such as \"8h\", \"1d\" or \"1w\""
    ),
    (
      #"officers: ["o1"], from: "2026-01-05T07:00", windows: [{start: "07:00", end: "07:00"}]"#,
      "windows[0].end",
      "the window ends where it starts; for the whole day give \"00:00\" to \"24:00\""
    ),
    (
      #"officers: ["o1"], from: "2026-01-05T07:00", "#
        + #"windows: [{days: ["lun"], start: "07:00", end: "08:00"}]"#,
      "windows[0].days[0]",
      "expected one of mon, tue, wed, thu, fri, sat, sun, found the text \"lun\"; "
        + "did you mean \"sun\"?"
    ),
    (
      #"officers: ["o1"], from: "2026-13-05T07:00""#, "from",
      "expected a local time such as \"2026-01-05T07:00\", found the text \"2026-13-05T07:00\""
    ),
  ]

  @Test("a faulty layer of the rota is told likewise", arguments: faultyLayers)
  func layers(text: String, path: String, message: String) throws {
    let read = F.decode(
      try F.document(rota: "{primary: [{\(text)}]}"))
    #expect(read.faults == [Fault(path: "rota.primary[0].\(path)", message: message)])
  }

  @Test("two officers with one login are a fault, whether it is a name or a number")
  func logins() throws {
    let read = F.decode(
      try F.document(
        officers: #"[{id: "o1", login: "7"}, {id: "o2", login: 7}, {id: "o3"}]"#))
    #expect(
      read.faults == [
        Fault(path: "officers[1].login", message: "officer \"o1\" has this login, too")
      ])
  }

  @Test("what may not be meant so is a warning, and taken all the same")
  func warnings() throws {
    let read = F.decode(
      try F.document(
        officers:
          #"[{id: "o1"}, {id: "o2", contacts: [{channel: "queue"}]}, "#
          + #"{id: "o3", contacts: [{channel: "queue"}]}]"#,
        cases:
          #"[{id: "a", risk: "alto", phones: ["600111001"]}, "#
          + #"{id: "b", phones: ["0034600111001"]}]"#,
        absences: #"[{officer: "o1", from: "2027-03-28T02:30", to: "2027-10-31T02:30"}]"#))
    let directory = try #require(read.value)
    #expect(directory.cases[CaseID("a")]?.risk == .unknown)
    #expect(directory.cases[CaseID("a")]?.riskAsWritten == "alto")
    #expect(
      read.warnings.map(\.path) == [
        "officers[0].contacts", "cases[0].risk", "cases[1].phones", "absences[0].from",
        "absences[0].to",
      ])
  }

  @Test(
    "a number taken as one of another country, though nobody wrote its prefix, is warned of",
    arguments: [
      ("6001110011", true), ("600 111 001", false), ("34600111001", false), ("+60122345678", false),
      ("0060122345678", false), ("112", false), ("968/111001", false),
    ])
  func foreign(number: String, isWarned: Bool) throws {
    let read = F.decode(
      try F.document(cases: #"[{id: "a", phones: ["\#(number)"]}]"#))
    #expect(read.faults.isEmpty)
    #expect(read.warnings.contains { $0.path == "cases[0].phones[0]" } == isWarned)
  }

  @Test("faults are bounded, and the last says how many more there are")
  func bounded() throws {
    let cases = JSONValue.array((0..<250).map { _ in .int(1) })
    let read = F.decode(["unit": ["time_zone": "Europe/Madrid"], "cases": cases])
    #expect(read.faults.count == 101)
    #expect(read.faults.last?.message == "and 150 more")
  }

  @Test("what is written back and applied again changes nothing")
  func roundTrip() throws {
    let first = try F.directory()
    let written = DirectoryDocument.encode(first)
    let again = F.decode(written)
    #expect(again.faults.isEmpty)
    let second = try #require(again.value)
    #expect(Directory.changes(from: first, to: second).rows.isEmpty)
    #expect(DirectoryDocument.encode(second) == written)
    #expect(second.rota == first.rota)
  }

  @Test("an absence from the wire may use RFC 3339 and have members of the request beside its own")
  func absence() throws {
    let directory = try F.directory()
    let read = DirectoryDocument.decodeAbsence(
      [
        "op": "absence.add", "officer": "o1", "from": "2026-12-01T10:00:00+01:00",
        "to": "2026-12-02T00:00",
      ], directory: directory)
    let absence = try #require(read.value)
    #expect(absence.from == RotaFixture.wall("2026-12-01T10:00"))
  }

  static func document(_ part: String, _ text: String) throws -> JSONValue {
    switch part {
    case "unit": try F.document(unit: text)
    case "cases": try F.document(cases: text)
    case "overrides": try F.document(overrides: text)
    default: try F.document(absences: text)
    }
  }
}
