extension JSONValue {
  /// A text, or null.
  package static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// A wall time in milliseconds as RFC 3339, or null.
  package static func time(_ wall: Int64?) -> JSONValue { text(wall.map { Timestamp.text($0) }) }

  package static func strings(_ values: [String]) -> JSONValue {
    .array(values.map { .string($0) })
  }
}
