extension DirectoryDocument {
  /// The whole document; applied again it changes nothing. Numbers, unknown risks and what only the
  /// card shows come back as they were written, times in the unit's local time.
  package static func encode(_ directory: Directory) -> JSONValue {
    let zone = directory.rota.zone
    return .object([
      JSONMember("unit", encode(directory.unit)),
      JSONMember("officers", .array(directory.officers.map(encode))),
      JSONMember("cases", .array(directory.casesInOrder.map(encode))),
      JSONMember(
        "rota", .object(directory.rota.roles.map { JSONMember($0.name, encode($0)) })),
      JSONMember("overrides", .array(directory.rota.overrides.map { encode($0, zone) })),
      JSONMember("absences", .array(directory.absences.map { encode($0, zone) })),
    ])
  }

  static func encode(_ unit: Unit) -> JSONValue {
    [
      "id": .string(unit.id), "name": .string(unit.name), "time_zone": .string(unit.timeZone),
    ]
  }

  static func encode(_ officer: Officer) -> JSONValue {
    object([
      ("id", .string(officer.id.rawValue)), ("name", .string(officer.name)),
      ("login", officer.login.map { .string($0) }),
      ("supervisor", officer.isSupervisor ? .bool(true) : nil),
      ("contacts", .array(officer.contacts.map(encode))),
    ])
  }

  private static func encode(_ contact: Contact) -> JSONValue {
    object([
      ("channel", .string(contact.channel)), ("address", contact.address.map { .string($0) }),
    ])
  }

  /// One case as an element of the document.
  package static func encode(_ item: Case) -> JSONValue {
    let known = item.risk == .unknown ? nil : JSONValue.string(item.risk.rawValue)
    let own = object([
      ("id", .string(item.id.rawValue)), ("alias", item.alias.map { .string($0) }),
      ("status", item.status.map { .string($0.rawValue) }),
      ("risk", item.riskAsWritten.map { .string($0) } ?? known),
      ("risk_at", item.riskAt.map { .string($0) }),
      ("force", item.force.map { .string($0.rawValue) }),
      ("phones", .array(item.phones.map(encode))),
      ("assigned", item.assigned.map { .string($0.rawValue) }),
      ("deputies", item.deputies.isEmpty ? nil : list(item.deputies)),
      ("excluded", item.excluded.isEmpty ? nil : list(item.excluded)),
    ])
    return .object((own.members ?? []) + (item.details.members ?? []))
  }

  private static func encode(_ phone: CasePhone) -> JSONValue {
    guard phone.owner != .victim || phone.until != nil else { return .string(phone.written) }
    return object([
      ("number", .string(phone.written)), ("of", .string(phone.owner.rawValue)),
      ("until", phone.until.map { .string($0) }),
    ])
  }

  static func encode(_ role: RotaRole) -> JSONValue { .array(role.layers.map(encode)) }

  private static func encode(_ layer: RotaLayer) -> JSONValue {
    object([
      ("name", .string(layer.name)), ("officers", list(layer.officers)),
      ("from", .string(layer.from.description)), ("rotate", .string(span(layer.period))),
      ("windows", layer.windows.isEmpty ? nil : .array(layer.windows.map(encode))),
    ])
  }

  private static func encode(_ window: RotaWindow) -> JSONValue {
    let days = RotaWindow.Weekday.allCases.filter(window.days.contains)
    let end = window.end == window.start ? window.end + 1440 : window.end
    return [
      "days": .array(days.map { .string("\($0)") }), "start": .string(clock(window.start)),
      "end": .string(clock(end)),
    ]
  }

  static func encode(_ item: RotaOverride, _ zone: ZoneRules) -> JSONValue {
    object([
      ("role", .string(item.role)), ("officer", .string(item.officer.rawValue)),
      ("from", .string(time(item.from, zone))), ("to", .string(time(item.to, zone))),
      ("reason", item.reason.isEmpty ? nil : .string(item.reason)),
    ])
  }

  static func encode(_ item: Absence, _ zone: ZoneRules) -> JSONValue {
    object([
      ("officer", .string(item.officer.rawValue)),
      ("from", .string(time(item.from, zone))), ("to", .string(time(item.to, zone))),
      ("reason", item.reason.isEmpty ? nil : .string(item.reason)),
    ])
  }

  /// Local time, unless that would mean another instant: then RFC 3339, which is read as well.
  static func time(_ wall: Int64, _ zone: ZoneRules) -> String {
    let local = zone.local(of: wall)
    let isExact = zone.wall(of: local) == wall && wall % 1000 == 0
    return isExact ? local.description : Timestamp.text(wall)
  }

  private static func clock(_ minutes: Int) -> String {
    [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  private static func span(_ period: Int64) -> String {
    let week = TimeSpan.days(7).milliseconds
    return period % week == 0
      ? "\(period / week)w" : TimeSpan(milliseconds: period).description
  }

  private static func list(_ ids: [OfficerID]) -> JSONValue {
    .array(ids.map { .string($0.rawValue) })
  }

  /// Leaves out what has no value.
  private static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
  }
}
