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
  var look: JSONValue {
    let facts = Self.parse(entry.body)
    let typed = entry.personal.map(Self.parse)?["reason"]
    let alert = entry.alert.map { JSONValue.int($0.rawValue) } ?? .null
    return [
      "seq": .int(seq), "at": .time(entry.at),
      "person": .string(entry.actor), "look": .string(entry.kind),
      "case": entry.caseID.map { .string($0.rawValue) } ?? .null, "alert": alert,
      "reason": typed ?? .null, "facts": facts, "hash": .string(hashText),
    ]
  }
}
