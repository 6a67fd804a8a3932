/// Instants as the protocol writes them: RFC 3339 in UTC with milliseconds, such as
/// `2026-11-23T22:17:03.120Z`; in memory, milliseconds since 1970-01-01T00:00:00Z.
package enum Timestamp {
  /// The first and the last instant that can be written: the years 0 and 9999.
  package static let bounds: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

  static let millisecondsOfDay: Int64 = 86_400_000

  /// An instant out of ``bounds`` is written as the nearest one in them.
  package static func text(_ wall: Int64) -> String {
    var writer = JSONWriter(reserving: 32)
    writer.timestamp(wall)
    return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  /// Reads any date and time of RFC 3339 (section 5.6), with any offset and any fraction, of which
  /// whole milliseconds count. A leap second is the first of the next minute. Nil for other text.
  package static func parse(_ text: String) -> Int64? {
    var fields = TimestampFields(text)
    return fields.instant()
  }
}

extension JSONWriter {
  package mutating func timestamp(_ wall: Int64) {
    let wall = min(max(wall, Timestamp.bounds.lowerBound), Timestamp.bounds.upperBound)
    let days = wall.flooredQuotient(Timestamp.millisecondsOfDay)
    let time = UInt64(wall - days * Timestamp.millisecondsOfDay)
    let date = CivilDate(daysSinceEpoch: Int(days))
    separate()
    append("\"", UInt64(date.year), width: 4)
    append("-", UInt64(date.month), width: 2)
    append("-", UInt64(date.day), width: 2)
    append("T", time / 3_600_000, width: 2)
    append(":", time / 60_000 % 60, width: 2)
    append(":", time / 1000 % 60, width: 2)
    append(".", time % 1000, width: 3)
    append("Z\"")
  }

  package mutating func member(_ name: StaticString, timestamp wall: Int64) {
    self.name(name)
    timestamp(wall)
  }

  /// Writes nothing where there is no instant.
  package mutating func member(_ name: StaticString, timestampIfPresent wall: Int64?) {
    if let wall { member(name, timestamp: wall) }
  }

  private mutating func append(_ mark: StaticString, _ value: UInt64, width: Int) {
    append(mark)
    appendDecimal(value, width: width)
  }
}
