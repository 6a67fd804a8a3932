import AmparoCore
import AmparoStore

/// A ledger row as histories show it.
extension StoredEntry {
  /// What people said, and numbers, only where the asker may know them.
  func json(withPersonal: Bool) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("seq", .int(seq)), JSONMember("at", .string(Timestamp.text(entry.at))),
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

  private static func parse(_ bytes: [UInt8]) -> JSONValue {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      return .null
    }
  }
}
