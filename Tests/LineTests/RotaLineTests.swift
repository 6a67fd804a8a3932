import AmparoCore
import Foundation
import Testing

/// The rota as the real daemon keeps it.
@Suite struct RotaLineTests {
  private static func document(_ rota: String, _ more: String = "") -> String {
    """
    {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
    {"id":"o1","name":"Uno","contacts":[{"channel":"queue"}]},\
    {"id":"o2","name":"Dos","contacts":[{"channel":"queue"}]},\
    {"id":"o3","name":"Tres","supervisor":true,"contacts":[{"channel":"queue"}]}],\
    "cases":[{"id":"VG-1","phones":["600111001"]}],"rota":\(rota)\(more)}
    """
  }

  private static let weeks = """
    {"primary":[{"name":"weeks","officers":["o1","o2"],"from":"2026-01-05T07:00","rotate":"1w"}]}
    """

  private func apply(_ document: String, _ client: WireClient) throws -> JSONValue {
    try client.ask(#"{"op":"directory.apply","document":\#(document)}"#)
  }

  @Test(
    "a rota with gaps is accepted with warnings, health says so, and a supervisor is told at once")
  func gaps() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    let supervisor = try WireClient(daemon.socket)
    #expect(try supervisor.subscribe("o3")["ok"]?.bool == true)
    func status() throws -> String? { try client.ask(#"{"op":"health"}"#)["status"]?.string }
    #expect(poll(seconds: 10) { (try? status()) == "ok" })

    let applied = try apply(Self.document(#"{"primary":[],"secondary":[]}"#), client)
    #expect(applied["ok"]?.bool == true)
    let paths = applied["warnings"]?.array?.compactMap { $0["path"]?.string } ?? []
    #expect(paths.contains("rota.primary") && paths.contains("rota.secondary"))
    let notice = try supervisor.event("notice")
    #expect(notice["notice"]?.string == "rota")
    #expect(notice["count"]?.int == 2)
    #expect(try status() == "warning")
    let queue = try client.ask(#"{"op":"queue.list","officer":"o3"}"#)
    #expect(queue["notices"]?.array?.contains { $0["notice"]?.string == "rota" } == true)
    let check = try client.ask(#"{"op":"rota.check"}"#)
    #expect(check["gaps"]?.array?.compactMap { $0["role"]?.string } == ["primary", "secondary"])

    // Nobody is on call, and the emergency reaches someone all the same.
    #expect(try client.raise(id: "g1")["ok"]?.bool == true)
    let desk = try WireClient(daemon.socket)
    _ = try desk.subscribe("contact:desk")
    #expect(try desk.event("page")["alert"]?.int == 1)
  }

  @Test(
    "a document with a faulty rota changes nothing",
    arguments: [
      (
        #"{"primary":[{"officers":["o9"],"from":"2026-01-05T07:00"}]}"#,
        "rota.primary[0].officers[0]"
      ),
      (
        #"{"primary":[{"officers":["o1"],"from":"2026-01-05T07:00","rotate":"0s"}]}"#,
        "rota.primary[0].rotate"
      ),
      (
        #"{"primary":[{"officers":["o1"],"from":"2026-01-05T07:00","#
          + #""windows":[{"start":"07:00","end":"07:00"}]}]}"#, "rota.primary[0].windows[0].end"
      ),
    ])
  func faulty(rota: String, path: String) throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    let before = try client.ask(#"{"op":"directory.export"}"#)["document"]
    let reply = try apply(Self.document(rota), client)
    #expect(reply["error"]?["code"]?.string == "bad_request")
    #expect(reply["error"]?["faults"]?.array?.first?["path"]?.string == path)
    #expect(try client.ask(#"{"op":"directory.export"}"#)["document"] == before)
  }

  static let refused: [(request: String, code: String, field: String)] = [
    (
      #""op":"rota.show","from":"2026-12-02T00:00","to":"2026-12-01T00:00""#, "bad_request", "to"
    ),
    (#""op":"rota.show","from":"2026-12-02T00:00","to":"2026-12-02T00:00""#, "bad_request", "to"),
    (#""op":"rota.show","from":"2026-12-02T00:00","to":"3026-12-02T00:00""#, "bad_request", "to"),
    (#""op":"rota.check","from":"2026-12-02T00:00","to":"3026-12-02T00:00""#, "bad_request", "to"),
    (#""op":"rota.show","from":"tomorrow""#, "bad_request", "from"),
    (#""op":"rota.who","at":20261202"#, "bad_request", "at"),
    (#""op":"rota.who","role":"primry""#, "not_found", "role"),
    (
      #""op":"rota.override","role":"primary","officer":"o3","from":"2026-12-02T00:00","#
        + #""to":"2026-12-01T00:00""#, "bad_request", "to"
    ),
    (
      #""op":"rota.override","role":"primary","officer":"o9","from":"2026-12-01T00:00","#
        + #""to":"2026-12-02T00:00""#, "bad_request", "officer"
    ),
    (
      #""op":"rota.override","role":"night","officer":"o1","from":"2026-12-01T00:00","#
        + #""to":"2026-12-02T00:00""#, "bad_request", "role"
    ),
    (
      #""op":"rota.override","role":"primary","officer":"o1","from":"2027-03-28T02:10","#
        + #""to":"2027-03-28T02:50""#, "bad_request", "to"
    ),
    (
      #""op":"absence.add","officer":"o1","from":"2026-12-02T00:00","to":"2026-12-02T00:00""#,
      "bad_request", "to"
    ),
    (
      #""op":"rota.swap","role":"primary","at":"2026-12-01T00:00","with":"2026-12-01T09:00""#,
      "conflict", "with"
    ),
    (
      #""op":"rota.swap","role":"primary","at":"2026-12-01T00:00","with":"2026-12-15T09:00""#,
      "conflict", "with"
    ),
    (
      #""op":"rota.swap","role":"primary","at":"2025-12-01T00:00","with":"2026-12-01T09:00""#,
      "conflict", "at"
    ),
    (#""op":"rota.swap","role":"primary","at":"2026-12-01T00:00""#, "bad_request", "with"),
    (
      #""op":"rota.swap","role":"night","at":"2026-12-01T00:00","with":"2026-12-08T09:00""#,
      "not_found", "role"
    ),
  ]

  @Test("what can't be asked of the rota is refused with its code and field, and changes nothing")
  func badInput() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    for item in Self.refused {
      let reply = try client.ask("{\(item.request)}")
      #expect(reply["error"]?["code"]?.string == item.code, "\(item.request): \(reply)")
      #expect(reply["error"]?["field"]?.string == item.field, "\(item.request): \(reply)")
    }
    let document = try client.ask(#"{"op":"directory.export"}"#)["document"]
    #expect(document?["overrides"]?.array?.isEmpty ?? true)
    #expect(document?["absences"]?.array?.isEmpty ?? true)
  }

  @Test("local times that come twice or never are taken with a word on how")
  func oddTimes() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    func warnings(_ request: String) throws -> [String] {
      let reply = try client.ask("{\(request)}")
      #expect(reply["ok"]?.bool == true, "\(reply)")
      return reply["warnings"]?.array?.compactMap { $0["message"]?.string } ?? []
    }
    let override = try warnings(
      #""op":"rota.override","role":"primary","officer":"o3","from":"2027-03-28T02:30","#
        + #""to":"2027-10-31T02:30""#)
    #expect(override.contains { $0.hasPrefix("2027-03-28T02:30 does not come") })
    #expect(override.contains { $0.hasPrefix("2027-10-31T02:30 comes twice") })
    let absence = try warnings(
      #""op":"absence.add","officer":"o2","from":"2027-10-31T02:00","to":"2027-10-31T09:00""#)
    #expect(absence.contains { $0.hasPrefix("2027-10-31T02:00 comes twice") })
    let shifts = try client.ask(
      #"{"op":"rota.show","from":"2027-03-27T00:00","to":"2027-11-01T00:00"}"#)["shifts"]
    let item = shifts?.array?.first { $0["source"]?.string == "override" }
    #expect(item?["from"]?.string == "2027-03-28T01:00:00.000Z")
    #expect(item?["to"]?.string == "2027-10-31T00:30:00.000Z")
  }

  @Test("a swap gives each officer the other's shift, and says why they are there")
  func swap() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    func who(_ at: String) throws -> JSONValue? {
      try client.ask(#"{"op":"rota.who","at":"\#(at)"}"#)["on_call"]?.array?.first
    }
    #expect(try who("2026-12-01T12:00")?["officer"]?.string == "o2")
    #expect(try who("2026-12-08T12:00")?["officer"]?.string == "o1")
    let reply = try client.ask(
      #"{"op":"rota.swap","role":"primary","at":"2026-12-01T12:00","with":"2026-12-08T12:00","#
        + #""reason":"permuta"}"#)
    #expect(reply["ok"]?.bool == true, "\(reply)")
    for (at, officer) in [("2026-12-01T12:00", "o1"), ("2026-12-08T12:00", "o2")] {
      #expect(try who(at)?["officer"]?.string == officer)
      #expect(try who(at)?["source"]?.string == "override")
    }
    #expect(try who("2026-12-01T12:00")?["until"]?.string == "2026-12-07T06:00:00.000Z")
    #expect(try who("2026-12-15T12:00")?["source"]?.string == "layer")
  }

  @Test("an override that is over, or puts an absent officer on call, is taken with a warning")
  func warnings() throws {
    let away = """
      ,"absences":[{"officer":"o3","from":"2030-01-01T00:00","to":"2030-02-01T00:00"}]
      """
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks, away))
    let client = try WireClient(daemon.socket)
    func warning(_ from: String, _ to: String) throws -> String? {
      let reply = try client.ask(
        #"{"op":"rota.override","role":"primary","officer":"o3","from":"\#(from)","to":"\#(to)"}"#)
      #expect(reply["ok"]?.bool == true)
      return reply["warnings"]?.array?.first?["message"]?.string
    }
    #expect(try warning("2024-01-01T00:00", "2024-01-02T00:00")?.contains("is over") == true)
    #expect(
      try warning("2030-01-10T07:00", "2030-01-11T07:00")
        == "officer \"o3\" is on call but absent from 2030-01-10T07:00 to 2030-01-11T07:00")
    #expect(try warning("2031-01-10T07:00", "2031-01-11T07:00") == nil)
  }

  @Test("overrides, swaps and absences outlive a crash")
  func crash() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    for request in [
      #""op":"rota.override","role":"primary","officer":"o3","from":"2026-12-24T07:00","#
        + #""to":"2026-12-25T07:00","reason":"permuta""#,
      #""op":"rota.swap","role":"primary","at":"2026-12-01T12:00","with":"2026-12-08T12:00""#,
      #""op":"absence.add","officer":"o2","from":"2027-10-31T02:00","to":"2027-10-31T09:00""#,
    ] {
      #expect(try client.ask("{\(request)}")["ok"]?.bool == true)
    }
    let show = #"{"op":"rota.show","from":"2026-11-30T00:00","to":"2027-01-01T00:00"}"#
    let absences = #"{"op":"absence.list","from":"2026-11-30T00:00"}"#
    let before = try (client.ask(show), client.ask(absences))
    #expect(before.0["shifts"]?.array?.filter { $0["source"]?.string == "override" }.count == 3)
    #expect(before.1["absences"]?.array?.count == 1)
    daemon.kill9()
    try daemon.start()
    let again = try WireClient(daemon.socket)
    #expect(try again.ask(show) == before.0)
    #expect(try again.ask(absences) == before.1)
  }

  @Test("rota.check tells each kind of concern in a list of its own")
  func check() throws {
    let document = """
      {"unit":{"id":"u","name":"U","time_zone":"Europe/Madrid"},"officers":[\
      {"id":"o1","name":"Uno","contacts":[{"channel":"bip"}]},\
      {"id":"o2","name":"Dos","contacts":[{"channel":"queue"}]}],\
      "cases":[{"id":"VG-1","assigned":"o2","deputies":["contact:desk"]},\
      {"id":"VG-2","assigned":"o2","deputies":["o1"]}],\
      "rota":{"primary":[{"officers":["o1"],"from":"2026-01-05T07:00",\
      "windows":[{"start":"00:00","end":"12:00"},{"start":"12:01","end":"00:00"}]}],\
      "secondary":[{"officers":["o1"],"from":"2026-01-05T07:00",\
      "windows":[{"start":"20:00","end":"22:00"}]},{"officers":["o2"],"from":"2026-01-05T07:00",\
      "windows":[{"start":"22:00","end":"20:00"}]}],\
      "fast":[{"officers":["o1","o2"],"from":"2029-06-15T23:00","rotate":"1ms"}]},\
      "absences":[{"officer":"o2","from":"2029-06-15T21:00","to":"2029-06-15T23:00"}]}
      """
    let daemon = try Daemon(directoryDocument: document)
    let client = try WireClient(daemon.socket)
    let reply = try client.ask(
      #"{"op":"rota.check","from":"2029-06-15T10:00","to":"2029-06-16T00:00"}"#)
    func list(_ name: String, _ members: String...) -> [String] {
      (reply[name]?.array ?? []).map { item in
        members.map { item[$0]?.string ?? "-" }.joined(separator: " ")
      }
    }
    let noon = "2029-06-15T10:00:00.000Z 2029-06-15T10:01:00.000Z"
    #expect(list("gaps", "role", "from", "to").first == "primary \(noon)")
    #expect(
      list("clashes", "officer", "from", "to").contains(
        "o1 2029-06-15T18:00:00.000Z 2029-06-15T20:00:00.000Z"))
    #expect(
      list("absences", "officer", "role", "from", "to") == [
        "o2 secondary 2029-06-15T20:00:00.000Z 2029-06-15T21:00:00.000Z"
      ])
    #expect(list("no_channel", "officer") == ["o1"])
    #expect(list("unseen", "role", "to") == ["fast 2029-06-15T22:00:00.000Z"])
    #expect(
      list("uncovered", "case", "officer", "from", "to") == [
        "VG-2 o2 2029-06-15T19:00:00.000Z 2029-06-15T21:00:00.000Z"
      ])
    #expect(reply["warnings"]?.array?.first?["path"]?.string == "officer o1.contacts")
    // What names a case is on record as a look at it.
    let looks = try client.ask(#"{"op":"access.list","case":"VG-2"}"#)["looks"]?.array ?? []
    #expect(looks.first?["look"]?.string == "rota_checked")
  }

  @Test("shifts follow on one another, each with its officer's name, and a contact has one, too")
  func show() throws {
    let daemon = try Daemon(directoryDocument: Self.document(Self.weeks))
    let client = try WireClient(daemon.socket)
    _ = try client.ask(
      #"{"op":"rota.override","role":"primary","officer":"contact:desk","#
        + #""from":"2029-03-25T00:00","to":"2029-03-25T07:00"}"#)
    let reply = try client.ask(
      #"{"op":"rota.show","from":"2029-03-24T00:00","to":"2029-03-27T00:00"}"#)
    let shifts = try #require(reply["shifts"]?.array)
    #expect(shifts.map { $0["name"]?.string } == ["Dos", "desk", "Dos", "Uno"])
    #expect(
      shifts.map { $0["from"]?.string } == [
        "2029-03-23T23:00:00.000Z", "2029-03-24T23:00:00.000Z", "2029-03-25T05:00:00.000Z",
        "2029-03-26T05:00:00.000Z",
      ])
    #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0["to"] == $1["from"] })
    #expect(shifts.last?["to"]?.string == "2029-03-26T22:00:00.000Z")
    #expect(reply["more"]?.bool == false)
  }
}
