import AmparoCore
import Testing

@Suite struct TimestampTests {
  @Test(
    "an instant is written in UTC with milliseconds and read back",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_795_472_223_120, "2026-11-23T22:17:03.120Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func writes(wall: Int64, text: String) {
    #expect(Timestamp.text(wall) == text)
    #expect(Timestamp.parse(text) == wall)
  }

  @Test("an instant that cannot be written is written as the nearest that can")
  func clamps() {
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59.999Z")
    #expect(Timestamp.text(.min) == "0000-01-01T00:00:00.000Z")
  }

  @Test(
    "any offset and any fraction is read",
    arguments: [
      ("2026-11-23T22:17:03Z", 120), ("2026-11-23T23:17:03.0+01:00", 120),
      ("2026-11-23t22:17:03z", 120), ("2026-11-23 22:17:03-00:00", 120),
      ("2026-11-23T22:17:03.1Z", 20), ("2026-11-23T22:17:03.12Z", 0),
      ("2026-11-23T22:17:03.120999999999Z", 0), ("2026-11-24T03:47:03.12+05:30", 0),
      ("2026-11-23T18:17:03.12-04:00", 0), ("2026-11-23T22:16:60.000Z", 3120),
    ] as [(String, Int64)])
  func reads(text: String, before: Int64) {
    #expect(Timestamp.parse(text) == 1_795_472_223_120 - before)
  }

  @Test(
    "what is no time of RFC 3339 is refused",
    arguments: [
      "", "2026-11-23", "2026-11-23T22:17Z", "2026-11-23T22:17:03", "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-04-31T00:00:00Z",
      "2026-11-23T24:00:00Z", "2026-11-23T22:60:00Z", "2026-11-23T22:17:61Z",
      "2026-11-23T22:17:03.Z", "2026-11-23T22:17:03+1:00", "2026-11-23T22:17:03+24:00",
      "2026-11-23T22:17:03Zx", " 2026-11-23T22:17:03Z", "26-11-23T22:17:03Z",
      "2026-11-23T22:17:03+0100", "٢026-11-23T22:17:03Z", "+026-11-23T22:17:03Z",
    ])
  func refuses(text: String) {
    #expect(Timestamp.parse(text) == nil)
  }

  @Test("a time stamp is one member among others")
  func writesMembers() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", Int64(1))
    writer.member("at", timestamp: 0)
    writer.member("until", timestampIfPresent: nil)
    writer.member("b", Int64(2))
    writer.endObject()
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text == #"{"a":1,"at":"1970-01-01T00:00:00.000Z","b":2}"#)
  }
}

@Suite struct CivilDateTests {
  @Test("every day of eight centuries follows the one before it")
  func counts() throws {
    let first = try #require(CivilDate(year: 1600, month: 1, day: 1))
    var expected = (year: 1600, month: 1, day: 1)
    var weekday = first.weekday
    for days in first.daysSinceEpoch..<first.daysSinceEpoch + 2 * 146_097 {
      let date = CivilDate(daysSinceEpoch: days)
      guard (date.year, date.month, date.day) == expected, date.daysSinceEpoch == days,
        date.weekday == weekday
      else {
        Issue.record("\(date) is not the day after, \(expected)")
        return
      }
      weekday = weekday % 7 + 1
      expected.day += 1
      guard expected.day > CivilDate.days(inMonth: expected.month, of: expected.year) else {
        continue
      }
      expected = (expected.year + expected.month / 12, expected.month % 12 + 1, 1)
    }
    #expect(expected == (2400, 1, 1))
  }

  @Test("known days have their known weekdays and counts")
  func knowsDays() throws {
    let leap = try #require(CivilDate(year: 2000, month: 2, day: 29))
    #expect(leap.daysSinceEpoch == 11_016)
    #expect(leap.weekday == 2)
    let monday = try #require(CivilDate(year: 2026, month: 1, day: 5))
    #expect(monday.weekday == 1)
    #expect(leap < monday)
    #expect(CivilDate(daysSinceEpoch: 0).weekday == 4)
  }

  @Test(
    "a day the calendar does not have is refused",
    arguments: [
      (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
      (-1, 1, 1), (10_000, 1, 1), (.max, 1, 1),
    ])
  func refuses(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}
