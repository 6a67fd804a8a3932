extension DocumentReader {
  /// The unit, and its zone, by which all later local times are read.
  mutating func unit(_ value: JSONValue, zone find: (String) -> ZoneRules?) -> Unit? {
    let example = "a unit such as { id: \"...\", name: \"...\", time_zone: \"Europe/Madrid\" }"
    guard isObject(value, like: example, known: ["id", "name", "time_zone"]) else { return nil }
    var unit = Unit()
    if let id = text(value, "id", like: "the unit's id as text") { unit.id = id }
    if let name = text(value, "name", like: "the unit's name as text") { unit.name = name }
    let zoneExample = "a time zone such as \"Europe/Madrid\""
    if present(value, "time_zone") == nil { missing("time_zone", like: zoneExample) }
    if let name = text(value, "time_zone", like: zoneExample) {
      unit.timeZone = name
      if let rules = find(name) {
        zone = rules
      } else {
        within("time_zone") { reader in
          reader.fault(
            "no time zone \(Self.quoted(name)); give one of the tz database, such as "
              + "\"Europe/Madrid\"")
        }
      }
    }
    return unit
  }

  /// The officer as far as it can be read; nil only where even the id can't.
  mutating func officerRecord(_ value: JSONValue) -> Officer? {
    let example = "an officer such as { id: \"o1\", name: \"...\" }"
    let known = ["id", "name", "login", "supervisor", "contacts"]
    guard isObject(value, like: example, known: known),
      let id = id(value, like: "the officer's id as text, such as \"o1\"")
    else { return nil }
    if OfficerID(id).contactName != nil {
      within("id") { $0.fault("ids that begin with \"contact:\" are the configuration's") }
    }
    return Officer(
      id: OfficerID(id), name: text(value, "name", like: "the officer's name as text") ?? id,
      login: login(value), isSupervisor: flag(value, "supervisor") ?? false,
      contacts: list(value, "contacts", like: "a list of contacts") { $0.contact($1) })
  }

  /// The system user an officer or a contact is, by name or by number as text.
  package mutating func login(_ value: JSONValue) -> String? {
    guard let login = present(value, "login") else { return nil }
    if let text = login.string, !text.isEmpty { return text }
    if let number = login.int, number >= 0 { return String(number) }
    within("login") { $0.mistyped(login, like: "a system user's name or number") }
    return nil
  }

  /// One way to reach somebody; a telephone number comes out in E.164.
  package mutating func contact(_ value: JSONValue) -> Contact? {
    let example = "a contact such as { channel: \"call\", address: \"+34600000101\" }"
    guard isObject(value, like: example, known: ["channel", "address"]) else { return nil }
    let channelExample = "a channel's name as text, such as \"queue\""
    if present(value, "channel") == nil { missing("channel", like: channelExample) }
    guard let channel = text(value, "channel", like: channelExample) else { return nil }
    guard channel == Contact.callChannel || channel == Contact.smsChannel else {
      let address = text(value, "address", like: "an address as text")
      return Contact(channel: channel, address: address)
    }
    guard let written = present(value, "address") else {
      missing("address", like: "a telephone number as text, such as \"+34600111001\"")
      return nil
    }
    return within("address") { $0.number(written) }
      .map { Contact(channel: channel, address: $0.e164) }
  }
}
