import AmparoCore
import Testing

/// A small directory document, and how tests read it.
enum DirectoryFixture {
  static let contacts: Set<OfficerID> = [.contact("control_room")]

  /// Settings with one policy and no channel besides the queue.
  static let settings: EscalationSettings = {
    let desk = Officer(
      id: .contact("control_room"), name: "desk", contacts: [Contact(channel: Contact.queueChannel)]
    )
    return EscalationSettings(
      policies: [:], defaultPolicy: "p", unknownCallerPolicy: "p", aggressorLinePolicy: "p",
      contacts: [desk.id: desk], lastResort: desk.id)
  }()

  static func zone(_ name: String) -> ZoneRules? {
    name == "Europe/Madrid" ? RotaFixture.madrid : nil
  }

  static func decode(_ value: JSONValue) -> Decoded<Directory> {
    DirectoryDocument.decode(value, countryCode: "34", zone: zone, contacts: contacts)
  }

  static func parse(_ json5: String) throws -> JSONValue {
    try JSONParser.parseJSON5(Array(json5.utf8)).value
  }

  static func directory() throws -> Directory {
    let read = decode(try parse(document))
    #expect(read.faults.isEmpty)
    return try #require(read.value)
  }

  /// The document with one member put in the place of the one at the path.
  static func document(
    unit: String = unit, officers: String = officers, cases: String = cases,
    rota: String = rota, overrides: String = overrides, absences: String = absences
  ) throws -> JSONValue {
    try parse(
      "{unit: \(unit), officers: \(officers), cases: \(cases), rota: \(rota), "
        + "overrides: \(overrides), absences: \(absences)}")
  }

  static let document =
    "{unit: \(unit), officers: \(officers), cases: \(cases), rota: \(rota), "
    + "overrides: \(overrides), absences: \(absences)}"

  static let unit = #"{ id: "town", name: "Unidad", time_zone: "Europe/Madrid" }"#
  static let officers = """
    [ { id: "o1", name: "Agente 101", login: "agent101", supervisor: true,
        contacts: [ { channel: "queue" }, { channel: "call", address: "600 000 101" } ] },
      { id: "o2", name: "Agente 102", login: 1002, contacts: [ { channel: "queue" } ] },
      { id: "o3", name: "Agente 103", contacts: [ { channel: "bell" } ] } ]
    """
  static let cases = """
    [ { id: "VG-0002", alias: "Clavel", status: "active", risk: "high", risk_at: "2026-11-02",
        force: "civil_guard", assigned: "o1", deputies: ["o2"], excluded: ["o3"],
        phones: [ "600 111 001", { number: "+34968111001", of: "school", until: "2026-09-01" } ],
        victim: { name: "N", address: "Calle 1", language: "es", call_back: false,
          safe_word: "gato", duress_word: "perro", approach: "discreet" },
        order: { in_force: true, distance_m: 500, until: "2027-03-01", court: "C",
          confirmed: "2026-11-20" },
        aggressors: [ { name: "A", description: "alto", phones: ["600222333"], vehicle: "rojo",
          firearms: false } ],
        minors: [ { born: 2016, school: "S" } ], notes: "perro en casa" },
      { id: "VG-0001", phones: ["+34600111002"], assigned: "contact:control_room" } ]
    """
  static let rota = """
    { primary: [
        { name: "base", officers: ["o1", "o2"], from: "2026-01-05T07:00", rotate: "1w" },
        { name: "nights", officers: ["o3"], from: "2026-01-05T07:00", rotate: "12h",
          windows: [ { days: ["mon", "tue"], start: "23:00", end: "07:00" },
            { days: ["sun"], start: "00:00", end: "24:00" } ] } ],
      secondary: [] }
    """
  static let overrides = """
    [ { role: "primary", officer: "o3", from: "2026-12-24T07:00", to: "2026-12-25T07:00",
        reason: "swap" },
      { role: "primary", officer: "o2", from: "2026-10-25T01:30:00Z", to: "2026-10-25T05:00" } ]
    """
  static let absences =
    #"[ { officer: "o2", from: "2026-12-01T00:00", to: "2026-12-08T00:00", reason: "leave" } ]"#
}
