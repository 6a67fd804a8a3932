import AmparoCore
import AmparoHost

/// Who may speak to the daemon, whom it can reach besides the unit, and by which channels.
extension DocumentReader {
  mutating func peers(_ value: JSONValue) -> [PeerRule] {
    let rules = list(value, "peers", like: "a list of peers") { $0.peer($1) }
    let none: JSONValue = []
    if (present(value, "peers") ?? none) == none {
      missing("peers", like: "at least one, such as { user: \"asterisk\", role: \"gateway\" }")
    }
    return rules
  }

  private mutating func peer(_ value: JSONValue) -> PeerRule? {
    let example = "a peer such as { group: \"viogen\", role: \"responder\" }"
    let known = ["user", "group", "role", "roles", "acts_for"]
    guard isObject(value, like: example, known: known) else { return nil }
    let named = ["user", "group"].filter { present(value, $0) != nil }
    guard named.count == 1 else {
      fault("a peer is told by \"user\" or by \"group\", by one of them")
      return nil
    }
    return PeerRule(who: who(value, named[0]), roles: roles(value), actsFor: actsFor(value))
  }

  private mutating func who(_ value: JSONValue, _ kind: String) -> PeerRule.Who {
    guard let written = present(value, kind) else { return .nobody }
    let number = written.int.flatMap { UInt32(exactly: $0) }
    guard let name = written.string ?? number.map(String.init), !name.isEmpty else {
      within(kind) { $0.mistyped(written, like: "a \(kind)'s name or number") }
      return .nobody
    }
    guard let id = kind == "user" ? Accounts.uid(of: name) : Accounts.gid(of: name) else {
      within(kind) { reader in
        reader.warn("this machine has no \(kind) \(Self.quoted(name)); the rule fits nobody")
      }
      return .nobody
    }
    return kind == "user" ? .user(id) : .group(id)
  }

  private mutating func roles(_ value: JSONValue) -> Set<Role> {
    if present(value, "role") != nil && present(value, "roles") != nil {
      fault("\"role\" and \"roles\" are both there; give one of them")
    }
    if let role = choice(value, "role", of: Role.self) { return [role] }
    let words = Role.allCases.map(\.rawValue)
    let several = list(value, "roles", like: "a list of roles") { reader, element -> Role? in
      if let role = element.string.flatMap(Role.init) { return role }
      let hint = element.string.map { NearestName.hint($0, among: words) } ?? ""
      reader.fault(
        "expected one of \(words.joined(separator: ", ")), found \(Self.found(element))" + hint)
      return nil
    }
    let none: JSONValue = []
    if present(value, "role") == nil && (present(value, "roles") ?? none) == none {
      missing("role", like: "one of \(words.joined(separator: ", "))")
    }
    return Set(several)
  }

  private mutating func actsFor(_ value: JSONValue) -> PeerRule.ActsFor {
    guard let written = present(value, "acts_for") else { return .nobody }
    if written.string == "any" { return .any }
    guard let officers = written.array?.map(\.string), !officers.contains(nil) else {
      within("acts_for") { $0.mistyped(written, like: "\"any\" or a list of officers' ids") }
      return .nobody
    }
    return .only(Set(officers.compactMap(\.self).map { OfficerID($0) }))
  }

  mutating func contacts(
    _ value: JSONValue, channels: Set<String>
  ) -> [OfficerID: Officer] {
    guard let object = present(value, "contacts") else {
      missing("contacts", like: "at least the last resort")
      return [:]
    }
    var logins: [String: String] = [:]
    let found = within("contacts") { reader in
      reader.named(object, like: "contacts by name") { reader, member -> Officer? in
        let officer = reader.contactOfficer(member, channels)
        if let login = officer?.login {
          if let other = logins[login] {
            reader.within("login") { $0.fault("contact \"\(other)\" has this login, too") }
          }
          logins[login] = member.name
        }
        return officer
      }
    }
    return Dictionary(uniqueKeysWithValues: found.values.map { ($0.id, $0) })
  }

  private mutating func contactOfficer(
    _ member: JSONMember, _ channels: Set<String>
  ) -> Officer? {
    let example = "a contact such as { contacts: [ { channel: \"call\", address: \"112\" } ] }"
    let known = ["name", "login", "contacts"]
    guard isObject(member.value, like: example, known: known) else { return nil }
    let ways = list(member.value, "contacts", like: "a list of channels") {
      reader, element -> Contact? in
      let contact = reader.contact(element)
      if let contact { reader.checkChannel(contact.channel, channels) }
      return contact
    }
    if (present(member.value, "contacts") ?? []) == [] {
      within("contacts") { $0.warn("this contact has no channel and can't be paged") }
    }
    return Officer(
      id: .contact(member.name),
      name: text(member.value, "name", like: "a name as text") ?? member.name,
      login: login(member.value), contacts: ways)
  }

  /// A telephone page without a channel is left to the gateway's own dial loop.
  private mutating func checkChannel(_ channel: String, _ channels: Set<String>) {
    let known = channels.union([Contact.queueChannel, Contact.callChannel])
    guard !known.contains(channel) else { return }
    within("channel") { reader in
      reader.warn(
        "no channel \(Self.quoted(channel)) is configured; pages by it will fail"
          + NearestName.hint(channel, among: known.sorted()))
    }
  }
}
