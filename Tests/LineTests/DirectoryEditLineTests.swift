import AmparoCore
import Foundation
import Testing

/// The small daily edits, by the command line on the real daemon.
@Suite struct DirectoryEditLineTests {
  /// Ends only when its officers decline.
  private static let steps = """
    [ { page: ["assigned"], ack_within: "1h" },
      { page: ["assigned", "deputies", "on_call:primary"], ack_within: "1h" },
      { page: ["contact:desk"], ack_within: "1h" } ]
    """

  private static let town =
    Daemon.town.dropLast() + """
      ,"rota":{"primary":[{"name":"days","officers":["o3"],\
      "from":"2026-01-05T07:00","rotate":"1w"}]}}
      """

  private func daemon() throws -> Daemon {
    try Daemon(steps: Self.steps, directoryDocument: String(Self.town))
  }

  private func run(
    _ daemon: Daemon, _ words: String, input: String = ""
  ) throws -> CommandRun {
    try CommandRun(
      words.split(separator: " ").map(String.init), socket: daemon.socket,
      input: Data(input.utf8))
  }

  private static func local(_ hours: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "Europe/Madrid")
    format.dateFormat = "yyyy-MM-dd'T'HH:mm"
    return format.string(from: Date(timeIntervalSinceNow: hours * 3600))
  }

  struct Edit: Sendable {
    var words: String
    var input = ""
    var kind: String
    /// Whom the second step pages.
    var paged: [String]
  }

  static let edits = [
    Edit(words: "case assign VG-1 o4x motivo", kind: "", paged: ["o2", "o3"]),
    Edit(words: "case assign VG-2 o3 motivo escrito", kind: "case_edited", paged: ["o2", "o3"]),
    Edit(words: "case deputy VG-1 o2 --remove motivo escrito", kind: "case_edited", paged: ["o3"]),
    Edit(words: "case exclude VG-1 o2 motivo escrito", kind: "case_edited", paged: ["o3"]),
    Edit(words: "case exclude VG-1 o3 motivo escrito", kind: "case_edited", paged: ["o2"]),
    Edit(
      words: "case set VG-1 {deputies:[\"o3\"]} motivo escrito", kind: "case_edited",
      paged: ["o3"]),
    Edit(
      words: "case put - motivo escrito", input: #"{id:"VG-1",phones:["600111001"]}"#,
      kind: "case_put", paged: ["o3"]),
    Edit(
      words: "absence add o2 \(local(-1)) \(local(1)) motivo escrito", kind: "absence_added",
      paged: ["o3"]),
    Edit(
      words: "rota override primary o2 \(local(-1)) \(local(1)) motivo escrito",
      kind: "rota_overridden", paged: ["o2"]),
    Edit(
      words: "officer put - motivo escrito", input: #"{id:"o2",contacts:[]}"#,
      kind: "officer_put", paged: ["o3"]),
  ]

  @Test(
    "an edit is in force from the next step of an open alert on, and on record", arguments: edits)
  func nextStep(_ edit: Edit) throws {
    let daemon = try daemon()
    let client = try WireClient(daemon.socket)
    let terminals = try ["o1", "o2", "o3"].map { officer in
      let terminal = try WireClient(daemon.socket)
      _ = try terminal.subscribe(officer)
      return terminal
    }
    defer { withExtendedLifetime(terminals) {} }
    let alert = try #require(try client.raise(id: "r1")["alert"]?.int)
    _ = try terminals[0].event("page")
    let edited = try run(daemon, edit.words, input: edit.input)
    #expect(edited.status == (edit.kind.isEmpty ? 1 : 0), "\(edited.problems)")
    let declined = try client.act("decline", alert, "o1", #","reason":"lejos""#)
    #expect(declined["step"] == 2)
    let history = try client.ask(#"{"op":"alert.history","alert":\#(alert)}"#)
    let last = history["events"]?.array?.last { $0["event"] == "step_started" }
    let paged = (last?["facts"]?["pages"]?.array ?? []).compactMap { $0["officer"]?.string }
    #expect(Set(paged) == Set(edit.paged), "\(history)")
    guard !edit.kind.isEmpty else { return }
    let changes = try client.ask(#"{"op":"directory.history","limit":1}"#)
    let change = changes["changes"]?.array?.first
    #expect(change?["event"]?.string == edit.kind)
    #expect(change?["actor"]?.string == "uid:\(getuid())")
    #expect(change?["reason"] == "motivo escrito")
    #expect(try run(daemon, "audit verify").status == 0)
  }

  @Test("a changed number is the one that the next step rings")
  func changedNumber() throws {
    let daemon = try Daemon(steps: Self.steps, directoryDocument: String(Self.town))
    let client = try WireClient(daemon.socket)
    let put = #"{id:"o2",contacts:[{channel:"call",address:"600 000 222"}]}"#
    let raised = try client.raise(id: "r1")
    #expect(raised["ring"]?.array?.first?["number"] == "+34600000101")
    #expect(try run(daemon, "officer put - teléfono nuevo", input: put).status == 0)
    let alert = try #require(raised["alert"]?.int)
    _ = try client.act("decline", alert, "o1", #","reason":"lejos""#)
    let waited = try client.ask(
      #"{"op":"alert.wait","alert":\#(alert),"after_step":1,"for":"5s"}"#)
    #expect(waited["ring"]?.array?.first?["number"] == "+34600000222")
  }

  @Test("a channel that is not configured is warned of, once, whichever way an officer comes to it")
  func unknownChannel() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let contacts = #"[{"channel":"queue"},{"channel":"cal","address":"x"}]"#
    let put = try client.ask(
      #"{"op":"officer.put","record":{"id":"o1","contacts":\#(contacts)}}"#)
    let warning: JSONValue = [
      "path": "officer o1.contacts[1].channel",
      "message": #"no channel "cal" is configured; pages by it will fail"#,
    ]
    #expect(put["warnings"] == [warning])
    let document = try #require(try client.ask(#"{"op":"directory.export"}"#)["document"])
    let check = #"{"op":"directory.check","document":\#(JSONWriter.text(document))}"#
    #expect(try client.ask(check)["warnings"]?.array?.contains(warning) == true)
  }

  @Test("a contact of the configuration is away as an officer is")
  func awayContact() throws {
    let daemon = try Daemon()
    let client = try WireClient(daemon.socket)
    let away = #""officer":"contact:desk","from":"2026-12-01T00:00","to":"2026-12-02T00:00"}"#
    for operation in ["absence.add", "absence.remove"] {
      let reply = try client.ask("{\"op\":\"\(operation)\",\(away)")
      #expect(reply["changed"]?["count"]?.int == 1, "\(reply)")
    }
    let nobody = away.replacingOccurrences(of: "desk", with: "desc")
    let refused = try client.ask("{\"op\":\"absence.add\",\(nobody)")
    #expect(refused["error"]?["field"]?.string == "officer")
  }

  @Test("two shifts are swapped, and who changed what and why is shown to people")
  func swap() throws {
    let daemon = try Daemon(
      directoryDocument: String(Self.town).replacing(
        #""officers":["o3"]"#, with: #""officers":["o3","o2"]"#))
    let swapped = try run(
      daemon, "rota swap primary 2026-12-01T12:00 2026-12-08T12:00 boda de su hermana")
    #expect(swapped.status == 0, "\(swapped.problems)")
    let taken = try run(
      daemon, "absence add o2 2026-12-01T00:00 2026-12-02T00:00 permiso")
    #expect(taken.status == 0)
    let back = try run(
      daemon, "absence remove o2 2026-12-01T00:00 2026-12-02T00:00 no se va")
    #expect(back.status == 0)
    #expect(try run(daemon, "absence remove o2 2026-12-01T00:00 2026-12-02T00:00").status == 1)
    let history = try run(daemon, "directory history").output
    let told = ["permuta", "boda de su hermana", "ausencia quitada", "no se va", "permiso"]
    for words in told {
      #expect(history.contains(words), "\(history)")
    }
    let first = history.split(separator: "\n").first ?? ""
    #expect(first.contains("ausencia quitada"))
    #expect(!history.contains("Apellidosecreto"))
  }

  @Test("a safe word is shown only on an open alert, and only to whom it asks")
  func safeWords() throws {
    let town = String(Self.town).replacing(
      #""name":"Apellidosecreto""#,
      with: #""name":"Apellidosecreto","safe_word":"jacaranda","duress_word":"tormenta""#)
    let daemon = try Daemon(steps: Self.steps, directoryDocument: town)
    let client = try WireClient(daemon.socket)
    func shows(_ line: String) throws -> Bool {
      let reply = try client.ask(line)
      try #require(reply["ok"] == true, "\(reply)")
      let text = JSONWriter.text(reply)
      #expect(text.contains("Apellidosecreto"))
      #expect(text.contains("jacaranda") == text.contains("tormenta"))
      return text.contains("jacaranda")
    }
    func get(_ officer: String) throws -> Bool {
      try shows(#"{"op":"alert.get","alert":1,"officer":"\#(officer)"}"#)
    }
    func show(_ officer: String) throws -> Bool {
      try shows(#"{"op":"case.show","case":"VG-1","reason":"r","officer":"\#(officer)"}"#)
    }
    #expect(try !show("o1"))
    let terminal = try WireClient(daemon.socket)
    _ = try terminal.subscribe("o1")
    _ = try client.raise(id: "r1")
    #expect(JSONWriter.text(try terminal.event("page")).contains("jacaranda"))
    #expect(try get("o1"))
    #expect(try show("o1"))
    #expect(try !get("o2"))
    #expect(try !show("o3"))
    #expect(try !shows(#"{"op":"alert.get","alert":1}"#))
    #expect(try !shows(#"{"op":"case.show","case":"VG-1","reason":"r"}"#))
    _ = try client.act("acknowledge", 1, "o1")
    #expect(try get("o1"))
    _ = try client.act("resolve", 1, "o1", #","outcome":"attended""#)
    #expect(try !get("o1"))
    #expect(try !show("o1"))
  }
}
