import AmparoConfig
import AmparoCore
import Foundation
import Testing

@Suite struct SystemZoneTests {
  @Test("Madrid changes its clocks on the last Sundays of March and October, at one o'clock UTC")
  func madrid() throws {
    let rules = try #require(SystemZone.rules(named: "Europe/Madrid"))
    let spring: Int64 = 1_774_746_000_000  // 2026-03-29T01:00:00Z
    let autumn: Int64 = 1_792_890_000_000  // 2026-10-25T01:00:00Z
    let hour: Int64 = 3_600_000
    #expect(rules.offset(at: spring - 1) == hour)
    #expect(rules.offset(at: spring) == 2 * hour)
    #expect(rules.offset(at: autumn - 1) == 2 * hour)
    #expect(rules.offset(at: autumn) == hour)
  }

  @Test(
    "the value agrees with the system over all its years",
    arguments: ["Europe/Madrid", "Atlantic/Canary", "America/New_York", "Asia/Kolkata", "UTC"])
  func agrees(name: String) throws {
    let rules = try #require(SystemZone.rules(named: name))
    let zone = try #require(TimeZone(identifier: name))
    // From 2000-01-02 to 2059-12-30, every five days and some hours.
    for second in stride(from: Int64(946_771_200), to: 2_840_054_400, by: 450_017) {
      let system = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      #expect(rules.offset(at: second * 1000) == Int64(system) * 1000)
    }
  }

  @Test(
    "the value agrees with the machine's tz database, read by another program, to the half hour",
    arguments: [
      "Europe/Madrid", "Atlantic/Canary", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Beirut",
      "America/St_Johns", "Asia/Tokyo", "Asia/Kathmandu", "America/Santiago", "Europe/Dublin",
      "Africa/Casablanca", "America/Nuuk", "Asia/Gaza", "CET", "EST5EDT",
    ])
  func independent(name: String) throws {
    let script = """
      import sys, datetime, zoneinfo
      zone = zoneinfo.ZoneInfo(sys.argv[1])
      time = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
      before = None
      while time.year < 2029:
          offset = int(time.astimezone(zone).utcoffset().total_seconds())
          if offset != before:
              print(int(time.timestamp()), offset)
          before = offset
          time += datetime.timedelta(minutes=30)
      """
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", script, name]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let told = try text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").compactMap { Int64($0) }
      return ZoneRules.Change(at: try #require(words.first), offset: try #require(words.last))
    }
    let start: Int64 = 1_735_689_600  // 2025-01-01T00:00:00Z
    let end: Int64 = 1_861_920_000  // 2029-01-01T00:00:00Z
    let rules = try #require(SystemZone.rules(named: name))
    let own = rules.changes.map { ZoneRules.Change(at: $0.at / 1000, offset: $0.offset / 1000) }
    let first = ZoneRules.Change(at: start, offset: rules.offset(at: start * 1000) / 1000)
    #expect(told == [first] + own.filter { start < $0.at && $0.at < end })
  }

  @Test(
    "a name that is no zone has no rules",
    arguments: [
      "", "Europe/Alcantarilla", "CEST?", "/", "Europe/", "Europe", "/UTC", "posixrules",
      "right/Europe/Madrid", "../zoneinfo/UTC", "Europe/../UTC", "Europe/Madrid\0", "GMT+25",
    ])
  func unknown(name: String) {
    #expect(SystemZone.rules(named: name) == nil)
  }
}
