import AmparoCore

/// Follow-ups as replies have them.
extension FollowUp {
  package func json(now: Int64) -> JSONValue {
    var members = DueFollowUp(self).json(now: now).members ?? []
    members.removeAll { ["overdue", "done"].contains($0.name) }
    members += [
      JSONMember("overdue", .bool(doneAt == nil && due <= now)),
      JSONMember("done", .time(doneAt)),
      JSONMember("done_by", .text(doneBy)),
    ]
    return .object(members)
  }
}

extension DueFollowUp {
  package func json(now: Int64) -> JSONValue {
    [
      "followup": .string(reference.description), "case": .string(caseID.rawValue),
      "kind": .string(kind.rawValue), "due": .time(due),
      "overdue": .bool(due <= now), "done": .null, "origin": .string(origin),
      "alert": alert.map { .int($0.rawValue) } ?? .null, "note": .text(note),
    ]
  }

  private var origin: String {
    switch reference {
    case .regular: "regular"
    case .recorded: alert == nil ? "planned" : "alert"
    }
  }
}
