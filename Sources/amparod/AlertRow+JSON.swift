import AmparoCore

/// An alert as lists show it.
extension AlertRow {
  var json: JSONValue {
    [
      "alert": .int(id.rawValue), "state": .string(state), "drill": .bool(isDrill),
      "raised_at": .time(raisedAt), "closed_at": .time(closedAt),
      "deadline": .time(deadline), "step": .int(Int64(step)), "round": .int(Int64(round)),
      "responder": .text(responder?.rawValue),
      "cases": .array(cases.map { .string($0.rawValue) }), "source": .string(source),
      "outcome": .text(outcome),
    ]
  }
}
