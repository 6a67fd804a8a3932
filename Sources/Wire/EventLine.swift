import AmparoCore

/// Writes events: one line each, `{"event":...,"seq":...,"at":...,...}`.
package enum EventLine {
  /// `seq` is the event's place in the daemon's stream; nil for what is no part of it. `wall` is in
  /// milliseconds since 1970-01-01T00:00:00Z; `fill` writes the members that follow.
  package static func line(
    _ kind: EventKind, seq: Int64?, at wall: Int64, _ fill: (inout JSONWriter) -> Void = { _ in }
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("event", kind.rawValue)
    if let seq { writer.member("seq", seq) }
    writer.member("at", timestamp: wall)
    fill(&writer)
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  /// A sign of life, which has no `seq`, since a terminal that missed one has missed nothing.
  package static func heartbeat(at wall: Int64) -> [UInt8] {
    line(.heartbeat, seq: nil, at: wall)
  }
}
