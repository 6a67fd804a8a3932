/// An alert's event on its way to the ledger, or read back from it.
package struct Recorded: Hashable, Sendable {
  package var alert: AlertID
  package var event: AlertEvent
  /// Wall time in milliseconds.
  package var at: Int64
  package var actor: String
  package var standing: Standing
  /// The number of the first event of the stream it makes; nil where it makes none.
  package var stream: Int64?

  package init(
    alert: AlertID, event: AlertEvent, at: Int64, actor: String, standing: Standing,
    stream: Int64?
  ) {
    self.alert = alert
    self.event = event
    self.at = at
    self.actor = actor
    self.standing = standing
    self.stream = stream
  }

  package var entry: LedgerEntry {
    var out = JSONWriter(reserving: 384)
    out.beginObject()
    event.writeBody(to: &out)
    out.name("then")
    out.beginObject()
    standing.writeWhole(to: &out)
    out.endObject()
    out.endObject()
    return LedgerEntry(
      at: at, kind: event.kind, alert: alert, actor: actor, body: out.bytes,
      personal: event.personal, stream: stream)
  }

  /// Reads a row of an alert back; nil for one this version does not understand.
  package init?(_ entry: LedgerEntry) {
    guard let alert = entry.alert, entry.isBelievable, let body = Self.parse(entry.body),
      let standing = body["then"].flatMap(Standing.init(json:)),
      let event = AlertEvent(
        kind: entry.kind, body: body, personal: entry.personal.flatMap(Self.parse))
    else { return nil }
    self.init(
      alert: alert, event: event, at: entry.at, actor: entry.actor, standing: standing,
      stream: entry.stream)
  }

  private static func parse(_ bytes: [UInt8]) -> JSONValue? {
    do {
      return try JSONParser.parse(bytes)
    } catch {
      return nil
    }
  }

  package var streamEvents: [StreamEvent] {
    guard let stream else { return [] }
    return StreamEvent.events(
      of: event, alert: alert, standing: standing, at: at, first: stream)
  }
}
