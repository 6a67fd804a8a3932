import AmparoCore
import AmparoStore

/// A ledger row as histories show it.
extension StoredEntry {
  /// What people said, and numbers, only where the asker may know them.
  func json(withPersonal: Bool) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("seq", .int(seq)), JSONMember("at", .time(entry.at)),
      JSONMember("event", .string(entry.kind)), JSONMember("actor", .string(entry.actor)),
      JSONMember("facts", Self.parse(entry.body)),
    ]
    let said = withPersonal ? entry.personal.map(Self.parse) : nil
    if let said { members.append(JSONMember("said", said)) }
    if isErased { members.append(JSONMember("erased", true)) }
    let reason = Self.parse(entry.body)["cause"] ?? said?["reason"]
    members.append(JSONMember("reason", reason ?? .null))
    members.append(JSONMember("hash", .string(hashText)))
    return .object(members)
  }

  fileprivate static func parse(_ bytes: [UInt8]) -> JSONValue {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      return .null
    }
  }
}

/// A row of the access book: who looked at which case, when, and why.
extension StoredEntry {
  /// A list or an export that had the case in it is told as a look at that case.
  func look(of asked: CaseID?) -> JSONValue {
    let typed = entry.personal.map(Self.parse)
    let alert = entry.alert.map { JSONValue.int($0.rawValue) } ?? .null
    var members: [JSONMember] = [
      JSONMember("seq", .int(seq)), JSONMember("at", .time(entry.at)),
      JSONMember("person", .string(entry.actor)), JSONMember("look", .string(entry.kind)),
      JSONMember("case", .text((entry.caseID ?? asked)?.rawValue)), JSONMember("alert", alert),
      JSONMember("reason", typed?["reason"] ?? .null),
    ]
    if let sought = typed?["find"] { members.append(JSONMember("find", sought)) }
    if isErased { members.append(JSONMember("erased", true)) }
    return .object(
      members + [
        JSONMember("facts", Self.parse(entry.body)), JSONMember("hash", .string(hashText)),
      ])
  }
}
