import AmparoConfig
import AmparoCore
import Testing

@Suite struct ConfigurationFaultTests {
  typealias Broken = (member: String, text: String?, path: String, message: String)

  static let paths: [Broken] = [
    ("socket", nil, "socket", "missing; give an absolute path"),
    ("socket", #""amparo.sock""#, "socket", "is no absolute path; begin it with /"),
    ("socket", "7", "socket", "found the number 7"),
    (
      "socket", "\"/\(String(repeating: "a", count: 107))\"", "socket",
      "108 bytes long; the system allows 107"
    ),
    ("socket", #""/run/a\u0000b""#, "socket", "control characters"),
    ("database", nil, "database", "missing"),
    ("database", #""/var/lib/amparo/""#, "database", "is a directory; add the file's name"),
    ("database", #""/run/amparo/amparo.sock""#, "database", "the socket's path, too"),
    ("sockett", "1", "sockett", "unknown member \"sockett\"; did you mean \"socket\"?"),
    ("\"a\\nb\"", "1", "\"a\\nb\"", "unknown member"),
    ("language", #""fr""#, "language", "expected one of es, en, found the text \"fr\""),
    ("country_code", "34", "country_code", "one to three digits as text"),
    ("country_code", #""034""#, "country_code", "one to three digits as text"),
    ("follow_ups", #"{ hihg: "7d" }"#, "follow_ups.hihg", "did you mean \"high\"?"),
    ("retention", #"{ access_log: "5 years" }"#, "retention.access_log", "such as \"5y\""),
    ("follow_ups", #"{ high: "0s" }"#, "follow_ups.high", "out of bounds"),
    ("follow_ups", #"{ high: "3651d" }"#, "follow_ups.high", "3650d"),
    ("follow_ups", "{ after_alert: 24 }", "follow_ups.after_alert", "found the number 24"),
    ("follow_ups", #"[ "7d" ]"#, "follow_ups", "durations by risk"),
    ("retention", #"{ resolved_alerts: "0y" }"#, "retention.resolved_alerts", "such as \"5y\""),
    ("retention", #"{ resolved_alerts: "0d" }"#, "retention.resolved_alerts", "such as \"5y\""),
    ("retention", #"{ resolved_alerts: "100y" }"#, "retention.resolved_alerts", "such as \"5y\""),
    ("retention", #"{ follow_ups: "-5y" }"#, "retention.follow_ups", "such as \"5y\""),
    ("retention", "{ access_log: 5 }", "retention.access_log", "found the number 5"),
    ("retention", #"{ alerts: "5y" }"#, "retention.alerts", "unknown member"),
    ("backup", #"{ directory: "backups" }"#, "backup.directory", "is no absolute path"),
    ("backup", "{ directory: 7 }", "backup.directory", "found the number 7"),
    ("backup", #"{ keep: { daily: "31 d" } }"#, "backup.keep.daily", "write \"31d\""),
    ("backup", #"{ keep: "31d" }"#, "backup.keep", "durations in braces"),
    ("backup", #"{ at_least_every: "0s" }"#, "backup.at_least_every", "out of bounds"),
    ("backup", #"{ dir: "/b" }"#, "backup.dir", "unknown member"),
    ("objectives", "{ page: { percent: 101 } }", "objectives.page.percent", "from 1 to 100"),
    ("objectives", #"{ page: "1s" }"#, "objectives.page", "such as { percent: 90"),
    ("objectives", "{ arrival: { within: 60 } }", "objectives.arrival.within", "write \"60s\""),
    ("texts", #"{ page: "AVISO" }"#, "texts.page", "does not say {code}"),
    ("texts", #"{ page: "{code} {caso}" }"#, "texts.page", "there is no {caso}"),
    ("texts", #"{ page: "Atención {code}" }"#, "texts.page", "plain alphabet"),
    (
      "texts", "{ page: \"{code}\(String(repeating: "x", count: 160))\" }", "texts.page",
      "176 signs; one message has 160"
    ),
    ("texts", #"{ pages: "{code}" }"#, "texts.pages", "did you mean \"page\"?"),
    ("limits", "{ connections: 0 }", "limits.connections", "a whole number from 1 to 60000"),
    (
      "limits", "{ connections_per_user: 60001 }", "limits.connections_per_user",
      "a whole number from 1 to 60000"
    ),
    ("limits", "{ line_bytes: 1023 }", "limits.line_bytes", "1024 to 1048576"),
    ("limits", "{ line_bytes: 12.5 }", "limits.line_bytes", "found the number 12.5"),
    ("limits", "{ line_bytes: 9223372036854775807 }", "limits.line_bytes", "1024 to 1048576"),
  ]

  static let peers: [Broken] = [
    ("peers", nil, "peers", "missing; give at least one"),
    ("peers", "[]", "peers", "missing; give at least one"),
    ("peers", #"[ { role: "admin" } ]"#, "peers[0]", "by \"user\" or by \"group\""),
    ("peers", #"[ { user: 1, group: 1, role: "admin" } ]"#, "peers[0]", "by one of them"),
    ("peers", #"[ { user: -1, role: "admin" } ]"#, "peers[0].user", "a user's name or number"),
    ("peers", #"[ { user: 0 } ]"#, "peers[0].role", "missing"),
    ("peers", #"[ { user: 0, roles: [] } ]"#, "peers[0].role", "missing"),
    (
      "peers", #"[ { user: 0, role: "superviser" } ]"#, "peers[0].role",
      "did you mean \"supervisor\"?"
    ),
    (
      "peers", #"[ { user: 0, roles: ["admin", "gatway"] } ]"#, "peers[0].roles[1]",
      "did you mean \"gateway\"?"
    ),
    ("peers", #"[ { user: 0, role: "admin", roles: ["admin"] } ]"#, "peers[0]", "give one of them"),
    (
      "peers", #"[ { user: 0, role: "admin", acts_for: "all" } ]"#, "peers[0].acts_for",
      "\"any\" or a list of officers' ids"
    ),
  ]

  static let policies: [Broken] = [
    ("policies", nil, "policies", "missing"),
    ("policies", "{}", "policies", "at least one"),
    ("policies", "{ a: {} }", "policies.a.steps", "missing; give at least one step"),
    ("policies", "{ a: { steps: [] } }", "policies.a.steps", "missing; give at least one step"),
    step(#"page: ["assigned"]"#, ".ack_within", "missing"),
    step(#"ack_within: "45s""#, ".page", "missing; give whom to page"),
    step(#"page: [], ack_within: "45s""#, ".page", "missing; give whom to page"),
    step(#"page: ["unit"], ack_within: "45 s""#, ".ack_within", "write \"45s\""),
    step(#"page: ["unit"], ack_within: "3M""#, ".ack_within", "write \"3m\""),
    step(#"page: ["unit"], ack_within: 45"#, ".ack_within", "if seconds are meant, write \"45s\""),
    step(#"page: ["unit"], ack_within: "soon""#, ".ack_within", "expected a duration such as"),
    step(#"page: ["unit"], ack_within: "0s""#, ".ack_within", "0ms is out of bounds"),
    step(#"page: ["unit"], ack_within: "2h""#, ".ack_within", "it can be 1ms to 1h"),
    step(#"page: ["asigned"], ack_within: "9s""#, ".page[0]", "did you mean \"assigned\"?"),
    step(
      #"page: ["unit", "oncall:primary"], ack_within: "9s""#, ".page[1]",
      "did you mean \"on_call:primary\"?"),
    step(
      #"page: ["on_call: primary"], ack_within: "9s""#, ".page[0]",
      "did you mean \"on_call:primary\"?"),
    step(#"page: ["on_call"], ack_within: "9s""#, ".page[0]", "expected assigned, deputies"),
    step(#"page: ["contact:dsk"], ack_within: "9s""#, ".page[0]", "did you mean \"desk\"?"),
    step(#"page: "unit", ack_within: "9s""#, ".page", "a list of targets"),
    policy("repeat_from: 2", "repeat_from", "a whole number from 1 to 1"),
    policy("repeat_from: 0", "repeat_from", "a whole number from 1 to 1"),
    policy(#"notify: ["contact:police"]"#, "notify[0]", "no contact \"police\""),
    policy(#"progress_within: "2d""#, "progress_within", "it can be 1ms to 1d"),
    policy("repeat_call_advances_after: 0", "repeat_call_advances_after", "from 1 to 1000"),
    policy("stpes: []", "stpes", "did you mean \"steps\"?"),
    (
      "policy_by_risk", #"{ high: "standrad" }"#, "policy_by_risk.high",
      "no policy \"standrad\"; did you mean \"standard\"?"
    ),
    ("policy_by_risk", #"{ hihg: "standard" }"#, "policy_by_risk.hihg", "did you mean \"high\"?"),
    ("policy_unknown_caller", #""other""#, "policy_unknown_caller", "no policy \"other\""),
    ("policy_aggressor_line", "1", "policy_aggressor_line", "a policy's name as text"),
    ("policies", twoPolicies, "policy_by_risk.default", "since there is more than one policy"),
    (
      "policies", twoPolicies.replacing("b:", with: "a:"), "policies.a",
      "this name is given twice"
    ),
  ]

  static let twoPolicies = """
    { a: { steps: [ { page: ["unit"], ack_within: "9s" } ] }, \
    b: { steps: [ { page: ["unit"], ack_within: "9s" } ] } }
    """

  private static func step(_ members: String, _ path: String, _ message: String) -> Broken {
    ("policies", "{ standard: { steps: [ { \(members) } ] } }", step0 + path, message)
  }

  private static let step0 = "policies.standard.steps[0]"

  private static func policy(_ members: String, _ path: String, _ message: String) -> Broken {
    (
      "policies",
      #"{ standard: { steps: [ { page: ["unit"], ack_within: "9s" } ], \#(members) } }"#,
      "policies.standard.\(path)", message
    )
  }

  static let contacts: [Broken] = [
    ("contacts", nil, "contacts", "missing"),
    ("contacts", "[]", "contacts", "contacts by name, found a list"),
    (
      "contacts", #"{ desk: { contacts: [ { channel: "call" } ] } }"#,
      "contacts.desk.contacts[0].address", "missing; give a telephone number"
    ),
    (
      "contacts", #"{ desk: { contacts: [ { channel: "call", address: "hola" } ] } }"#,
      "contacts.desk.contacts[0].address", "expected a telephone number"
    ),
    (
      "contacts", #"{ desk: { contacts: [ { chanel: "queue" } ] } }"#,
      "contacts.desk.contacts[0].chanel", "did you mean \"channel\"?"
    ),
    (
      "contacts",
      #"{ desk: { login: "a", contacts: [{channel: "queue"}] }, other: { login: "a" } }"#,
      "contacts.other.login", "contact \"desk\" has this login, too"
    ),
    ("contacts", "{ desk: {} }", "last_resort", "has no channel, so it can't be paged"),
    ("last_resort", nil, "last_resort", "missing; give the name of a contact"),
    ("last_resort", #""dekk""#, "last_resort", "no contact \"dekk\"; did you mean \"desk\"?"),
    ("last_resort", #""o1""#, "last_resort", "no contact \"o1\""),
  ]

  static let channels: [Broken] = [
    ("channels", "[]", "channels", "channels by name"),
    ("channels", "{ bell: 1 }", "channels.bell", "a channel such as"),
    ("channels", "{ bell: {} }", "channels.bell.kind", "missing; give asterisk_spool"),
    channel(#"kind: "exce""#, ".kind", "did you mean \"exec\"?"),
    channel(#"kind: "exec""#, ".command", "the program's absolute path"),
    channel(#"kind: "exec", command: ["ring"]"#, ".command", "the program's absolute path"),
    channel(#"kind: "exec", command: ["/bin/true", 1]"#, ".command[1]", "expected text"),
    channel(#"kind: "exec", command: ["/bin/true"], tries: 11"#, ".tries", "from 1 to 10"),
    channel(#"kind: "exec", command: ["/bin/true"], timeout: "6m""#, ".timeout", "1ms to 5m"),
    channel(#"kind: "smstools_spool", outgoing: "spool""#, ".outgoing", "begin it with /"),
    channel(#"kind: "smstools_spool", outgoing: "/a", dial: "x""#, ".dial", "unknown member"),
    channel(
      #"kind: "asterisk_spool", outgoing: "/a", context: "c", dial: "PJSIP/trunk""#, ".dial",
      "it must say {number}"),
    channel(
      #"kind: "asterisk_spool", outgoing: "/a", context: "c\nd", dial: "PJSIP/{number}""#,
      ".context", "control characters"),
    channel(#"kind: "worker", fallback: 3"#, ".fallback", "another channel's name"),
    channel(#"kind: "worker", fallback: "bel""#, ".fallback", "did you mean \"bell\"?"),
    channel(#"kind: "worker", fallback: "bell""#, ".fallback", "of kind worker, too"),
    channel(#"kind: "worker", dial: "x""#, ".dial", "unknown member"),
    (
      "channels", #"{ queue: { kind: "exec", command: ["/bin/true"] } }"#, "channels.queue",
      "the queue is always there"
    ),
  ]

  private static func channel(_ members: String, _ path: String, _ message: String) -> Broken {
    ("channels", "{ bell: { \(members) } }", "channels.bell" + path, message)
  }

  @Test(
    "a broken member is told by its line and path, in words that say what would be right",
    arguments: [paths, peers, policies, contacts, channels].flatMap(\.self))
  func broken(_ broken: Broken) throws {
    let changes = [(name: broken.member, text: broken.text)]
    let loaded = ConfigurationFixture.load(changes)
    #expect(loaded.configuration == nil)
    let line = ConfigurationFixture.line(of: broken.path, after: changes)
    let place = "\(ConfigurationFixture.file):\(line): \(broken.path)"
    let fault = try #require(
      loaded.faults.first { $0.path == place },
      "\(place) is not in \(loaded.faults.map(\.description))")
    #expect(fault.message.contains(broken.message), "\(fault)")
  }

  @Test("a fault is one line: the file, the line in it, the member, and a sentence")
  func line() {
    let loaded = ConfigurationFixture.load([("language", #""fr""#), ("limits", "{\nlins: 1 }")])
    #expect(
      loaded.faults.map(\.description) == [
        "amparo.json5:8: language: expected one of es, en, found the text \"fr\"",
        "amparo.json5:10: limits.lins: unknown member \"lins\"",
      ])
  }

  @Test("all faults of a file are told at once, up to a bound that says how many more there are")
  func many() {
    let names = (1...150).map { (name: "nothing_\($0)", text: "1" as String?) }
    let loaded = ConfigurationFixture.load(names + [("socket", nil)])
    #expect(loaded.faults.count == 101)
    #expect(loaded.faults.last?.description == "amparo.json5: and 51 more")
  }

  @Test("what is no JSON5 is told with the line on which it breaks")
  func syntax() {
    let loaded = ConfigurationFixture.load("{\n  socket: \"/a\",\n  database \"/b\"\n}\n")
    #expect(loaded.faults.count == 1)
    #expect(loaded.faults.first?.path == "amparo.json5:3")
    #expect(loaded.configuration == nil)
  }

  @Test(
    "whatever stands in the file, reading it ends in a configuration or in faults",
    arguments: ["", "null", "[]", "7", "\"x\"", "{}", "{,}", "{socket: {}}", "\u{FEFF}{}"])
  func hostile(text: String) {
    let loaded = ConfigurationFixture.load(text)
    #expect(loaded.configuration == nil)
    #expect(!loaded.faults.isEmpty)
  }
}
