import AmparoCore

/// An alert as lists show it.
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

extension JSONValue {
  fileprivate static func word(_ value: String?) -> JSONValue {
    value.map { .string($0) } ?? .null
  }

  fileprivate static func time(_ value: Int64?) -> JSONValue {
    value.map { .string(Timestamp.text($0)) } ?? .null
  }
}
