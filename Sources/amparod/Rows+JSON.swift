import AmparoCore
import AmparoStore

/// Stored rows as lists and histories show them.
extension AlertRow {
  var json: JSONValue {
    [
      "alert": .int(id.rawValue), "state": .string(state), "drill": .bool(isDrill),
      "raised_at": .string(Timestamp.text(raisedAt)), "closed_at": .time(closedAt),
      "deadline": .time(deadline), "step": .int(Int64(step)), "round": .int(Int64(round)),
      "responder": .word(responder?.rawValue),
      "cases": .array(cases.map { .string($0.rawValue) }), "source": .string(source),
      "outcome": .word(outcome),
    ]
  }
}

extension StoredEntry {
  /// What people said, and numbers, only where the asker may know them.
  func json(withPersonal: Bool) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("seq", .int(seq)), JSONMember("at", .string(Timestamp.text(entry.at))),
      JSONMember("event", .string(entry.kind)), JSONMember("actor", .string(entry.actor)),
      JSONMember("facts", Self.parse(entry.body)),
    ]
    if withPersonal, let personal = entry.personal {
      members.append(JSONMember("said", Self.parse(personal)))
    }
    members.append(JSONMember("reason", Self.parse(entry.body)["cause"] ?? .null))
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

extension JSONValue {
  fileprivate static func word(_ value: String?) -> JSONValue {
    value.map { .string($0) } ?? .null
  }

  fileprivate static func time(_ value: Int64?) -> JSONValue {
    value.map { .string(Timestamp.text($0)) } ?? .null
  }
}
