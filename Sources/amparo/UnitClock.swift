import AmparoConfig
import AmparoCore

/// Times of the rota as the unit's own clock shows them and as they are typed, whatever the clock
/// of the machine: the handoff at seven is at seven everywhere.
struct UnitClock {
  private let zone: ZoneRules?

  /// By the zone that the reply names.
  init(_ reply: JSONValue) {
    zone = reply["time_zone"]?.string.flatMap { SystemZone.rules(named: $0) }
  }

  /// `2026-11-24T07:00` of a time on the wire; the machine's time where the zone is not known.
  func text(_ value: JSONValue?) -> String {
    guard let zone, let wall = value?.string.flatMap({ Timestamp.parse($0) }) else {
      return LocalClock.text(value)
    }
    // Seconds are as fine as a rota is read.
    return zone.local(of: wall.flooredQuotient(1000) * 1000).description
  }

  func stretch(_ item: JSONValue) -> String { "\(text(item["from"])) - \(text(item["to"]))" }
}
