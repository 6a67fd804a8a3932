import AmparoCore
import AmparoHost

/// Who may speak to the daemon, whom it can reach besides the unit, and by which channels.
extension DocumentReader {
  mutating func peers(_ value: JSONValue) -> [PeerRule] {
    let rules = list(value, "peers", like: "a list of peers") { $0.peer($1) }
    if present(value, "peers")?.array?.isEmpty ?? true {
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
    guard let name = written.string ?? written.int.map(String.init), !name.isEmpty else {
      within(kind) { $0.mistyped(written, like: "a \(kind)'s name or number") }
      return .nobody
    }
    let number = kind == "user" ? Accounts.uid(of: name) : Accounts.gid(of: name)
    guard let number else {
      within(kind) { reader in
        reader.warn("this machine has no \(kind) \(Self.quoted(name)); the rule fits nobody")
      }
      return .nobody
    }
    return kind == "user" ? .user(number) : .group(number)
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
    if present(value, "role") == nil && present(value, "roles")?.array?.isEmpty ?? true {
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
    return within("contacts") { reader in
      guard let members = object.members else {
        reader.mistyped(object, like: "contacts by name")
        return [:]
      }
      var found: [OfficerID: Officer] = [:]
      for member in members {
        reader.within(member.name) { reader in
          let id = OfficerID.contact(member.name)
          found[id] = reader.contact(id, member, channels)
        }
      }
      return found
    }
  }

  private mutating func contact(
    _ id: OfficerID, _ member: JSONMember, _ channels: Set<String>
  ) -> Officer? {
    let example = "a contact such as { contacts: [ { channel: \"call\", address: \"112\" } ] }"
    let known = ["name", "login", "contacts"]
    guard isObject(member.value, like: example, known: known) else { return nil }
    let login = present(member.value, "login")
    let ways = list(member.value, "contacts", like: "a list of channels") {
      reader, element -> Contact? in
      guard
        reader.isObject(
          element, like: "a channel such as { channel: \"queue\" }",
          known: ["channel", "address"]),
        let channel = reader.text(element, "channel", like: "a channel's name as text")
      else { return nil }
      reader.checkChannel(channel, channels)
      return Contact(
        channel: channel, address: reader.text(element, "address", like: "an address as text"))
    }
    return Officer(
      id: id, name: text(member.value, "name", like: "a name as text") ?? member.name,
      login: login?.string ?? login?.int.map(String.init), contacts: ways)
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
