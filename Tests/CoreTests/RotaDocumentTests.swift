import AmparoCore
import Testing

/// The rota, overrides and absences of a document that are wrong, or that need a word.
@Suite struct RotaDocumentTests {
  typealias F = DirectoryFixture

  static let faulty: [(part: String, text: String, path: String, message: String)] = [
    (
      "rota", #"{primary: [{officers: ["o9"], from: "2026-01-05T07:00", rotate: "1w"}]}"#,
      "rota.primary[0].officers[0]", "no officer \"o9\""
    ),
    (
      "rota",
      #"{primary: [{officers: ["contact:nobody"], from: "2026-01-05T07:00", rotate: "1w"}]}"#,
      "rota.primary[0].officers[0]", "no contact \"nobody\" in the configuration"
    ),
    (
      "rota", #"{primary: [{from: "2026-01-05T07:00"}]}"#, "rota.primary[0].officers",
      "missing; give at least one officer's id"
    ),
    (
      "rota", #"{primary: [{officers: ["o1", "o2"], from: "2026-01-05T07:00"}]}"#,
      "rota.primary[0].rotate",
      "missing; give how long each turn lasts, such as \"8h\", \"1d\" or \"1w\""
    ),
    (
      "rota", #"{primary: [{officers: ["o1"], from: "2026-01-05T07:00", rotate: "0w"}]}"#,
      "rota.primary[0].rotate",
      "a turn can't last no time; give how long each turn lasts, such as \"8h\", \"1d\" or \"1w\""
    ),
    (
      "rota", #"{primary: [{officers: ["o1"], from: "2026-01-05T07:00", rotate: "-1d"}]}"#,
      "rota.primary[0].rotate",
      "expected how long each turn lasts, such as \"8h\", \"1d\" or \"1w\", found the text \"-1d\""
    ),
    (
      "rota", #"{primary: [{officers: ["o1"], from: "2026-02-29T07:00"}]}"#,
      "rota.primary[0].from",
      "expected a local time such as \"2026-01-05T07:00\", found the text \"2026-02-29T07:00\""
    ),
    (
      "rota",
      #"{primary: [{officers: ["o1"], from: "2026-01-05T07:00", "#
        + #"windows: [{start: "24:00", end: "07:00"}]}]}"#,
      "rota.primary[0].windows[0].start",
      "expected a time of day such as \"23:00\", found the text \"24:00\""
    ),
    (
      "rota",
      #"{primary: [{officers: ["o1"], from: "2026-01-05T07:00", "#
        + #"windows: [{days: [], start: "23:00", end: "07:00"}]}]}"#,
      "rota.primary[0].windows[0].days", "no day is named; leave \"days\" out for every day"
    ),
    (
      "overrides",
      #"[{role: "primary", officer: "o1", from: "2026-12-24T07:00", to: "2026-12-23T07:00"}]"#,
      "overrides[0].to", "it ends before it begins, or at once; \"to\" lies after \"from\""
    ),
    (
      "overrides",
      #"[{role: "primary", officer: "o9", from: "2026-12-24T07:00", to: "2026-12-25T07:00"}]"#,
      "overrides[0].officer", "no officer \"o9\""
    ),
    (
      // Both are the instant at which the clocks go forward.
      "overrides",
      #"[{role: "primary", officer: "o1", from: "2027-03-28T02:10", to: "2027-03-28T02:50"}]"#,
      "overrides[0].to", "it ends before it begins, or at once; \"to\" lies after \"from\""
    ),
    (
      "absences", #"[{officer: "o1", from: "2026-12-08T00:00", to: "2026-12-08T00:00"}]"#,
      "absences[0].to", "it ends before it begins, or at once; \"to\" lies after \"from\""
    ),
  ]

  @Test("a fault is told with its path and what would be right", arguments: faulty)
  func faults(part: String, text: String, path: String, message: String) throws {
    let read = F.decode(try Self.document(part, text))
    #expect(read.value == nil)
    #expect(read.faults == [Fault(path: path, message: message)])
  }

  static let odd: [(part: String, text: String, path: String, time: String, isTwice: Bool)] = [
    (
      "rota", #"{primary: [{officers: ["o1"], from: "2026-03-29T02:30"}]}"#,
      "rota.primary[0].from", "2026-03-29T02:30", false
    ),
    (
      "rota", #"{primary: [{officers: ["o1"], from: "2026-10-25T02:30"}]}"#,
      "rota.primary[0].from", "2026-10-25T02:30", true
    ),
    (
      "overrides",
      #"[{role: "primary", officer: "o1", from: "2027-03-28T02:00", to: "2027-03-28T08:00"}]"#,
      "overrides[0].from", "2027-03-28T02:00", false
    ),
    (
      "overrides",
      #"[{role: "primary", officer: "o1", from: "2026-10-24T07:00", to: "2026-10-25T02:59"}]"#,
      "overrides[0].to", "2026-10-25T02:59", true
    ),
    (
      "absences", #"[{officer: "o1", from: "2026-10-25T02:00", to: "2026-10-25T08:00"}]"#,
      "absences[0].from", "2026-10-25T02:00", true
    ),
    (
      "absences", #"[{officer: "o1", from: "2027-03-27T08:00", to: "2027-03-28T02:59:59"}]"#,
      "absences[0].to", "2027-03-28T02:59:59", false
    ),
  ]

  @Test("a local time that comes twice or never is taken with a word on how", arguments: odd)
  func oddTimes(part: String, text: String, path: String, time: String, isTwice: Bool) throws {
    let read = F.decode(try Self.document(part, text))
    #expect(read.faults.isEmpty)
    let message =
      isTwice
      ? "\(time) comes twice, as the clocks go back; the first is meant"
      : "\(time) does not come, as the clocks go forward; the instant they do is meant"
    #expect(read.warnings.filter { $0.path == path } == [Fault(path: path, message: message)])
  }

  @Test("the rules of odd times hold for a layer's first turn")
  func firstTurn() throws {
    func until(_ from: String) throws -> Int64? {
      let text = #"{primary: [{officers: ["o1", "o2"], rotate: "1d", from: "\#(from)"}]}"#
      let read = F.decode(try F.document(rota: text, overrides: "[]"))
      let rota = try #require(read.value).rota
      return rota.onCall(role: "primary", at: RotaFixture.wall("2026-01-01T00:00")).until
    }
    #expect(try until("2026-03-29T02:30") == RotaFixture.utc("2026-03-29T01:00"))
    #expect(try until("2026-10-25T02:30") == RotaFixture.utc("2026-10-25T00:30"))
  }

  private static func document(_ part: String, _ text: String) throws -> JSONValue {
    switch part {
    case "rota": try F.document(rota: text, overrides: "[]")
    case "overrides": try F.document(overrides: text)
    default: try F.document(absences: text)
    }
  }
}
